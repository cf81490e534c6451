using System.Globalization;
using Sluice.Engine.Outputs;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;

namespace Sluice.Cli.Reading;

/// <summary>Which versions of a side's rules are listed.</summary>
/// <param name="Party">Only rules of this client, or that name this provider; null for all.</param>
/// <param name="AsOf">As if nothing recorded after this instant were known; null for all that is known.</param>
/// <param name="On">Only those in effect on this date.</param>
/// <param name="Versions">Every version, not only the one of each rule that counts.</param>
internal sealed record RuleQuery(string? Party, DateTimeOffset? AsOf, DateOnly? On, bool Versions)
{
    /// <summary>The versions in the order of rule_id, recorded_at and text: of one rule, the last one counts (contract §1).</summary>
    public IReadOnlyList<RuleVersion> Select(TableSchema table, IReadOnlyList<object?[]> rows) =>
    [
        .. rows.Select(row => (Row: row, Record: PriceBookTables.Record(table, row)))
            .Where(v => AsOf is null || v.Record.RecordedAt <= AsOf)
            .GroupBy(v => v.Record.Identity, StringComparer.Ordinal)
            .OrderBy(rule => rule.Key, StringComparer.Ordinal)
            .SelectMany(rule => Marked([.. rule.OrderBy(v => v.Record.RecordedAt).ThenBy(v => v.Record.Canonical, StringComparer.Ordinal)]))
            .Where(v => (Versions || v.Counts) && IsOfParty(v.Record) && IsInEffect(v.Record)),
    ];

    /// <summary>The filters in words; null where none is set.</summary>
    /// <param name="side">What a party of the side is called.</param>
    public string? Describe(string side)
    {
        var words = new List<string>();
        if (Party is not null)
        {
            words.Add($"for {side} {Party}");
        }

        if (On is { } date)
        {
            words.Add(string.Create(CultureInfo.InvariantCulture, $"in effect on {date:yyyy-MM-dd}"));
        }

        if (AsOf is { } instant)
        {
            words.Add(string.Create(CultureInfo.InvariantCulture, $"known at {instant.UtcDateTime:yyyy-MM-ddTHH:mm:ss.FFFFFFFK}"));
        }

        return words.Count > 0 ? string.Join(' ', words) : null;
    }

    private static IEnumerable<RuleVersion> Marked(IReadOnlyList<(object?[] Row, ReferenceRecord Record)> versions) =>
        versions.Select((v, i) => new RuleVersion(v.Row, v.Record, Counts: i == versions.Count - 1));

    // After the counting version is found: a rule that has moved to another client is no longer one of the first.
    private bool IsOfParty(ReferenceRecord record) =>
        Party is null || Party == (record is ClientRuleRecord client ? client.ClientId : ((ProviderRuleRecord)record).Match.ProviderId);

    private bool IsInEffect(ReferenceRecord record)
    {
        var (from, to) = record is ClientRuleRecord client
            ? (client.EffectiveFrom, client.EffectiveTo)
            : (((ProviderRuleRecord)record).EffectiveFrom, ((ProviderRuleRecord)record).EffectiveTo);
        return On is not { } date || (date >= from && (to is null || date <= to));
    }
}

/// <summary>A version of a rule, as its table has it and as a record.</summary>
/// <param name="Counts">Whether it is the one that counts, at the instant that was asked for.</param>
internal sealed record RuleVersion(object?[] Row, ReferenceRecord Record, bool Counts);
