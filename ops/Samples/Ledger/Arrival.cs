using Sluice.Samples.Faults;
using Sluice.Samples.Writing;

namespace Sluice.Samples.Ledger;

/// <summary>A record on its way, and what is known about its fault if it has one.</summary>
/// <param name="Minute">When it arrives, in minutes from the beginning of the month.</param>
internal readonly record struct Arrival(long Minute, Func<JsonLine, SampleRecord> Write, Truth? Truth = null);
