using System.Text;
using System.Text.Json;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Topology.Records;

namespace Sluice.Topology.Reference;

/// <summary>
/// The price book as tables (contract §9): every version of every pricing rule, a row each, nested fields as JSON. The
/// topics of the same names are the input, so nothing is published from here.
/// </summary>
public static class PriceBookTables
{
    public static readonly TableSchema ProviderPricingRules = new(
        ReferenceTopics.ProviderPricingRules,
        KeyColumns: 3,
        Outbox: false,
        new("rule_id", ColumnType.Text),
        new("recorded_at", ColumnType.Instant),
        new("digest", ColumnType.Text, OnRequest: true),
        new("match", ColumnType.Text),
        new("fee", ColumnType.Amount),
        new("currency", ColumnType.Text),
        new("surcharges", ColumnType.Text),
        new("extra_images", ColumnType.Text),
        new("effective_from", ColumnType.Text),
        new("effective_to", ColumnType.Text),
        new("record", ColumnType.Text, OnRequest: true));

    public static readonly TableSchema ClientPricingRules = new(
        ReferenceTopics.ClientPricingRules,
        KeyColumns: 3,
        Outbox: false,
        new("rule_id", ColumnType.Text),
        new("recorded_at", ColumnType.Instant),
        new("digest", ColumnType.Text, OnRequest: true),
        new("client_id", ColumnType.Text),
        new("modality", ColumnType.Text),
        new("contract_type", ColumnType.Text),
        new("tier_mode", ColumnType.Text),
        new("tiers", ColumnType.Text),
        new("package_size", ColumnType.Integer),
        new("surcharges", ColumnType.Text),
        new("flat_fee", ColumnType.Amount),
        new("included_reports", ColumnType.Integer),
        new("minimum_charge", ColumnType.Amount),
        new("currency", ColumnType.Text),
        new("limits", ColumnType.Text),
        new("effective_from", ColumnType.Text),
        new("effective_to", ColumnType.Text),
        new("record", ColumnType.Text, OnRequest: true));

    public static IReadOnlyList<TableSchema> All { get; } = [ProviderPricingRules, ClientPricingRules];

    /// <summary>The row of a rule's version; null for other records.</summary>
    public static RowChange? Row(ReferenceRecord record) => record switch
    {
        ProviderRuleRecord rule => Row(ProviderPricingRules, rule.RuleId, rule),
        ClientRuleRecord rule => Row(ClientPricingRules, rule.RuleId, rule),
        _ => null,
    };

    /// <summary>The record that a row was made of.</summary>
    public static ReferenceRecord Record(TableSchema table, object?[] row)
    {
        var json = Encoding.UTF8.GetBytes((string)row[table.Ordinal("record")]!);
        var party = (string)row[table.Ordinal(table == ClientPricingRules ? "client_id" : "rule_id")]!;
        return ReferenceDecoder.TryDecode(table.Name, Encoding.UTF8.GetBytes(party), hasKey: true, json, out var record, out var rejection)
            ? record!
            : throw new InvalidOperationException($"a stored version of a rule is no longer one: {rejection!.Reason}");
    }

    /// <summary>The fields stand in the row as they stand in the record, those it leaves out empty.</summary>
    private static RowChange Row(TableSchema table, string ruleId, ReferenceRecord record)
    {
        using var json = JsonDocument.Parse(record.Canonical);
        var values = new object?[table.Columns.Length];
        values[0] = ruleId;
        values[1] = record.RecordedAt;
        values[2] = Hash128.Of(Encoding.UTF8.GetBytes(record.Canonical)).ToString("x32");
        values[^1] = record.Canonical;
        for (var i = table.KeyColumns; i < values.Length - 1; i++)
        {
            values[i] = json.RootElement.TryGetProperty(table.Columns[i].Name, out var field) ? Value(table.Columns[i].Type, field) : null;
        }

        return RowChange.Upsert(table, values);
    }

    private static object? Value(ColumnType type, JsonElement field) => (type, field.ValueKind) switch
    {
        (_, JsonValueKind.Null) => null,
        (ColumnType.Integer, _) => field.GetInt64(),
        (ColumnType.Amount, _) => field.GetDecimal(),
        (_, JsonValueKind.String) => field.GetString(),
        _ => field.GetRawText(),
    };
}
