using Sluice.Engine.Outputs;
using Sluice.Topology.Billing.Margin;

namespace Sluice.Topology.Books;

/// <summary>The tables of closed books (contract §9). Chained rows carry the hash of the row before and their own.</summary>
public static class BooksTables
{
    public static readonly TableSchema Invoices = new(
        "finance_invoices",
        KeyColumns: 1,
        Outbox: true,
        new("invoice_number", ColumnType.Text),
        new("kind", ColumnType.Text),
        new("party_type", ColumnType.Text),
        new("party_id", ColumnType.Text),
        new("month", ColumnType.Text),
        new("currency", ColumnType.Text),
        new("total", ColumnType.Amount),
        new("total_inr", ColumnType.Amount),
        new("fx_rate", ColumnType.Amount),
        new("issued_at", ColumnType.Instant),
        new("command_id", ColumnType.Text),
        new("original_number", ColumnType.Text),
        new("party", ColumnType.Text, OnRequest: true),
        new("basis", ColumnType.Text, OnRequest: true),
        new("prev_hash", ColumnType.Text, OnRequest: true),
        new("hash", ColumnType.Text, OnRequest: true))
    {
        AppendOnly = true,
    };

    /// <summary>Lines sum to their document's total. <c>description</c> is for the reader of the document.</summary>
    public static readonly TableSchema InvoiceLines = new(
        "finance_invoice_lines",
        KeyColumns: 2,
        Outbox: true,
        new("invoice_number", ColumnType.Text),
        new("line", ColumnType.Integer),
        new("rule_id", ColumnType.Text),
        new("kind", ColumnType.Text),
        new("tier", ColumnType.Integer),
        new("units", ColumnType.Integer),
        new("unit_price", ColumnType.Amount),
        new("amount", ColumnType.Amount),
        new("description", ColumnType.Text, OnRequest: true),
        new("rule_recorded_at", ColumnType.Instant, OnRequest: true))
    {
        AppendOnly = true,
    };

    public static readonly TableSchema CreditNotes = new(
        "finance_credit_notes",
        KeyColumns: 1,
        Outbox: true,
        new("credit_note_number", ColumnType.Text),
        new("kind", ColumnType.Text),
        new("invoice_number", ColumnType.Text),
        new("party_type", ColumnType.Text),
        new("party_id", ColumnType.Text),
        new("month", ColumnType.Text),
        new("posted_month", ColumnType.Text),
        new("amount", ColumnType.Amount),
        new("currency", ColumnType.Text),
        new("fx_rate", ColumnType.Amount),
        new("amount_inr", ColumnType.Amount),
        new("reason", ColumnType.Text),
        new("command_id", ColumnType.Text),
        new("issued_at", ColumnType.Instant),
        new("prev_hash", ColumnType.Text, OnRequest: true),
        new("hash", ColumnType.Text, OnRequest: true))
    {
        AppendOnly = true,
    };

    public static readonly TableSchema AuditLogs = new(
        "finance_audit_logs",
        KeyColumns: 1,
        Outbox: true,
        new("id", ColumnType.Integer),
        new("at", ColumnType.Instant),
        new("kind", ColumnType.Text),
        new("party_type", ColumnType.Text),
        new("party_id", ColumnType.Text),
        new("date", ColumnType.Text),
        new("reason", ColumnType.Text),
        new("score", ColumnType.Amount),
        new("feature", ColumnType.Text),
        new("model_version", ColumnType.Text),
        new("command_id", ColumnType.Text),
        new("requested_by", ColumnType.Text, OnRequest: true),
        new("prev_hash", ColumnType.Text, OnRequest: true),
        new("hash", ColumnType.Text, OnRequest: true))
    {
        AppendOnly = true,
    };

    /// <summary>Closed months; an open one has no row.</summary>
    public static readonly TableSchema MonthStatus = new(
        "month_status",
        KeyColumns: 2,
        Outbox: true,
        new("month", ColumnType.Text),
        new("client_id", ColumnType.Text),
        new("status", ColumnType.Text),
        new("closed_at", ColumnType.Instant),
        new("command_id", ColumnType.Text));

    /// <summary>Months whose clients are all closed, so that statements are issued.</summary>
    public static readonly TableSchema StatementStatus = new(
        "statement_status",
        KeyColumns: 1,
        Outbox: false,
        new("month", ColumnType.Text),
        new("issued_at", ColumnType.Instant),
        new("command_id", ColumnType.Text));

    /// <summary>See <see cref="Booking"/>; its topic is read by every shard. <c>excluded</c> is a JSON array of offsets.</summary>
    public static readonly TableSchema Bookings = new(
        "bookings",
        KeyColumns: 2,
        Outbox: true,
        new("number", ColumnType.Integer),
        new("line", ColumnType.Integer),
        new("command_id", ColumnType.Text),
        new("month", ColumnType.Text),
        new("client_id", ColumnType.Text),
        new("shard", ColumnType.Integer),
        new("cut", ColumnType.Integer),
        new("moves_cut", ColumnType.Integer),
        new("excluded", ColumnType.Text),
        new("fingerprint", ColumnType.Text),
        new("version", ColumnType.Integer),
        new("reports", ColumnType.Integer),
        new("revenue", ColumnType.Amount),
        new("currency", ColumnType.Text),
        new("revenue_inr", ColumnType.Amount),
        new("cogs_inr", ColumnType.Amount),
        new("margin_inr", ColumnType.Amount),
        new("margin_pct", ColumnType.Amount),
        new("reference", ColumnType.Text),
        new("statements", ColumnType.Integer))
    {
        AppendOnly = true,
    };

    /// <summary>Records that came after the books of their month were closed (contract §4); filled by the shards.</summary>
    public static readonly TableSchema LateRecords = MarginTables.PendingRecords with { Name = "late_records" };

    /// <summary>The last number given of each series and month: from a row, never from a sequence, which a rollback would leave with gaps.</summary>
    public static readonly TableSchema DocumentNumbers = new(
        "document_numbers",
        KeyColumns: 2,
        Outbox: false,
        new("series", ColumnType.Text),
        new("month", ColumnType.Text),
        new("last", ColumnType.Integer));

    /// <summary>The head of each hash chain, and how many rows it has.</summary>
    public static readonly TableSchema ChainHeads = new(
        "chain_heads",
        KeyColumns: 1,
        Outbox: false,
        new("chain", ColumnType.Text),
        new("length", ColumnType.Integer),
        new("head", ColumnType.Text));

    /// <summary>What a rerun found, a row a party: dry or applied.</summary>
    public static readonly TableSchema RerunReports = new(
        "rerun_reports",
        KeyColumns: 2,
        Outbox: false,
        new("command_id", ColumnType.Text),
        new("line", ColumnType.Integer),
        new("month", ColumnType.Text),
        new("party_type", ColumnType.Text),
        new("party_id", ColumnType.Text),
        new("currency", ColumnType.Text),
        new("booked", ColumnType.Amount),
        new("recomputed", ColumnType.Amount),
        new("delta", ColumnType.Amount),
        new("why", ColumnType.Text),
        new("documents", ColumnType.Text));

    /// <summary>Those that commands fill.</summary>
    public static readonly IReadOnlyList<TableSchema> OfCommands =
        [Invoices, InvoiceLines, CreditNotes, AuditLogs, MonthStatus, StatementStatus, Bookings, DocumentNumbers, ChainHeads, RerunReports];
}
