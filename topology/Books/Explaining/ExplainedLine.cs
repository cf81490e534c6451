using Sluice.Topology.Books.Documents;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Records;

namespace Sluice.Topology.Books.Explaining;

/// <summary>A line, and all that made it: pricing these reports by this version of the rule gives its amount.</summary>
/// <param name="Number">From 1, as in the document.</param>
/// <param name="Currency">Of <see cref="SheetLine.Amount"/>.</param>
/// <param name="Reports">In the order in which they are counted; none where the line charges for none.</param>
/// <param name="Rate">Of the currency, where it is not the base currency and a rate is known.</param>
/// <param name="Explains">What a line without reports stands for, in words; else null.</param>
public sealed record ExplainedLine(
    int Number, SheetLine Line, string Currency, IReadOnlyList<LineReport> Reports, RateUsed? Rate, string? Explains);

/// <summary>A report that a line counts.</summary>
public sealed record LineReport(string ClientId, ExplainedReport Report);

/// <summary>What a unit of a currency was worth in the base currency.</summary>
/// <param name="Rate">As documents show it; where there are several behind it, their mean.</param>
/// <param name="Behind">The rates that it comes from, by date.</param>
public sealed record RateUsed(decimal Rate, IReadOnlyList<FxRateRecord> Behind);

/// <summary>A document or credit note explained.</summary>
/// <param name="Number">Of the document.</param>
/// <param name="Total">What its lines sum to: of a credit note below zero.</param>
public sealed record ExplainedDocument(string Number, string Kind, PartyKey Party, decimal Total, IReadOnlyList<ExplainedLine> Lines);

/// <summary>A client's margin explained: revenue line by line as on an invoice, then what its reports cost by provider rule.</summary>
/// <param name="Status">open or closed.</param>
/// <param name="Figures">As they come out of the lines.</param>
/// <param name="Shown">As <c>margin_summary</c> has them; null where it has no row.</param>
public sealed record ExplainedMargin(
    string Month, string ClientId, string Status, BookedSummary Figures, BookedSummary? Shown, IReadOnlyList<ExplainedLine> Lines);
