using Sluice.Topology.Books.Documents;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Books.Commands;

/// <summary>What a rerun is computed and booked with.</summary>
/// <param name="State">What was closed before it.</param>
/// <param name="Book">The prices, limited to its instant and to the closings that it sees.</param>
internal sealed record RerunBasis(BookedState State, PriceBook Book, MonthReading Reading, BookWriter Writer, RerunReport Report);
