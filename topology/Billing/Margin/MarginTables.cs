using Sluice.Engine.Outputs;

namespace Sluice.Topology.Billing.Margin;

/// <summary>The tables that the margin flow fills (contract §9).</summary>
public static class MarginTables
{
    /// <summary>
    /// A client's month. Its last column is the position in the reference topics that the row includes, as JSON: data
    /// recorded later has not changed it, or is still being worked in.
    /// </summary>
    public static readonly TableSchema MarginSummary = new(
        "margin_summary",
        KeyColumns: 2,
        Outbox: true,
        new("month", ColumnType.Text),
        new("client_id", ColumnType.Text),
        new("reports", ColumnType.Integer),
        new("revenue", ColumnType.Amount),
        new("currency", ColumnType.Text),
        new("revenue_inr", ColumnType.Amount),
        new("cogs_inr", ColumnType.Amount),
        new("margin_inr", ColumnType.Amount),
        new("margin_pct", ColumnType.Amount),
        new("status", ColumnType.Text),
        new("version", ColumnType.Integer),
        new("reference", ColumnType.Text, OnRequest: true));

    /// <summary>
    /// What one shard knows of a provider's month: unrounded, so that rounding comes after the merge, and the month-end
    /// rate it knows, in the base currency for one unit; null where none is known. Under shard −1 stands what is booked of a
    /// closed month, with its version; running rows have version 0, or −1
    /// once the month's statements are issued.
    /// </summary>
    public static readonly TableSchema ProviderPartial = new(
        "provider_partial",
        KeyColumns: 5,
        Outbox: true,
        new("month", ColumnType.Text),
        new("provider_id", ColumnType.Text),
        new("currency", ColumnType.Text),
        new("rule_id", ColumnType.Text),
        new("shard", ColumnType.Integer),
        new("reports", ColumnType.Integer),
        new("cogs", ColumnType.ScaledSum),
        new("rate", ColumnType.Amount),
        new("version", ColumnType.Integer),
        new("reference", ColumnType.Text, OnRequest: true));

    /// <summary>A provider's month over all shards; <c>reference</c> as in <see cref="MarginSummary"/>, the least of the shards'.</summary>
    public static readonly TableSchema ProviderSummary = new(
        "provider_summary",
        KeyColumns: 3,
        Outbox: true,
        new("month", ColumnType.Text),
        new("provider_id", ColumnType.Text),
        new("currency", ColumnType.Text),
        new("reports", ColumnType.Integer),
        new("cogs", ColumnType.Amount),
        new("cogs_inr", ColumnType.Amount),
        new("status", ColumnType.Text),
        new("version", ColumnType.Integer),
        new("reference", ColumnType.Text, OnRequest: true));

    /// <summary>Records that count in no total yet: pending a price, held, or in conflict.</summary>
    public static readonly TableSchema PendingRecords = new(
        "pending_records",
        KeyColumns: 3,
        Outbox: true,
        new("topic", ColumnType.Text),
        new("partition", ColumnType.Integer),
        new("offset", ColumnType.Integer),
        new("owner", ColumnType.Text),
        new("record_id", ColumnType.Text),
        new("month", ColumnType.Text),
        new("kind", ColumnType.Text),
        new("reason", ColumnType.Text));
}
