using Sluice.Engine.Outputs;

namespace Sluice.Topology.Billing.Margin;

/// <summary>The tables that the margin flow fills (contract §9).</summary>
public static class MarginTables
{
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
        new("version", ColumnType.Integer));

    /// <summary>What one shard knows of a provider's month: unrounded, so that rounding comes after the merge.</summary>
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
        new("cogs", ColumnType.ScaledSum));

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
        new("version", ColumnType.Integer));

    /// <summary>Records that count in no total yet: pending a price, or in conflict.</summary>
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
