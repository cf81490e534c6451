using Sluice.Topology.Records;

namespace Sluice.Topology.Books.Sheets;

/// <summary>One billable report of a month: where its record lies, what it says, and which rules price it.</summary>
/// <param name="Partition">Of the topic <c>reports</c>.</param>
/// <param name="BodyPart">Empty for none.</param>
/// <param name="CompletedAt">UTC.</param>
/// <param name="BusinessDate">The date of <paramref name="CompletedAt"/> in the business time zone.</param>
/// <param name="ClientRule">The rule whose count it is part of.</param>
/// <param name="ProviderRule">The rule that pays it.</param>
/// <param name="CogsCurrency">The provider rule's.</param>
/// <param name="Cogs">What it earns its provider, unrounded.</param>
public sealed record ExplainedReport(
    int Partition,
    long Offset,
    string ReportId,
    string ProviderId,
    string Modality,
    string BodyPart,
    Priority Priority,
    long Images,
    DateTimeOffset CompletedAt,
    DateOnly BusinessDate,
    RuleVersion ClientRule,
    RuleVersion ProviderRule,
    string CogsCurrency,
    decimal Cogs);

/// <summary>One version of a rule.</summary>
public sealed record RuleVersion(string RuleId, DateTimeOffset RecordedAt);
