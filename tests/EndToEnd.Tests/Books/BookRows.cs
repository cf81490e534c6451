using Sluice.Engine.Outputs;
using Sluice.Topology.Books;

namespace Sluice.EndToEnd.Tests.Books;

/// <summary>Rows of closed books, for tests of what shows them.</summary>
internal static class BookRows
{
    public static DateTimeOffset IssuedAt { get; } = new(2026, 2, 1, 20, 15, 0, TimeSpan.Zero);

    /// <summary>A row with these values and nothing in the other columns.</summary>
    public static object?[] Of(TableSchema table, params (string Column, object? Value)[] values)
    {
        var row = new object?[table.Columns.Length];
        foreach (var (column, value) in values)
        {
            row[table.Ordinal(column)] = value;
        }

        return row;
    }

    public static object?[] Invoice(string number, string client, decimal total, string currency = "INR", decimal? rate = null, string? party = null, string command = "c-1") =>
        Of(BooksTables.Invoices,
            ("invoice_number", number), ("kind", "invoice"), ("party_type", "client"), ("party_id", client), ("month", "2026-01"), ("currency", currency), ("total", total),
            ("total_inr", currency == "INR" ? total : total * rate), ("fx_rate", currency == "INR" ? 1m : rate), ("issued_at", IssuedAt), ("command_id", command),
            ("party", party), ("prev_hash", ""), ("hash", $"hash of {number}"));

    public static object?[] Statement(string number, string provider, decimal total, string currency) =>
        Of(BooksTables.Invoices,
            ("invoice_number", number), ("kind", "supplementary"), ("party_type", "provider"), ("party_id", provider), ("month", "2026-01"), ("currency", currency),
            ("total", total), ("issued_at", IssuedAt), ("command_id", "c-1"), ("original_number", "PAY-2601-000009"), ("prev_hash", ""), ("hash", $"hash of {number}"));

    public static object?[] Line(string number, long line, string description, long units, decimal? price, decimal amount) =>
        Of(BooksTables.InvoiceLines,
            ("invoice_number", number), ("line", line), ("rule_id", "CR-1"), ("kind", "tier"), ("tier", line), ("units", units), ("unit_price", price),
            ("amount", amount), ("description", description));

    public static object?[] Note(string number, string invoice, string client, decimal amount, string reason = "", string currency = "INR", string kind = "manual") =>
        Of(BooksTables.CreditNotes,
            ("credit_note_number", number), ("kind", kind), ("invoice_number", invoice), ("party_type", "client"), ("party_id", client), ("month", "2026-01"),
            ("posted_month", "2026-02"), ("amount", amount), ("currency", currency), ("amount_inr", amount), ("reason", reason), ("command_id", "c-2"),
            ("issued_at", IssuedAt.AddDays(2)), ("prev_hash", ""), ("hash", $"hash of {number}"));

    public static object?[] Command(string id, string type, string status, string? request = null, string? reason = null, string? progress = null) =>
        Of(EngineTables.Commands,
            ("command_id", id), ("type", type), ("status", status), ("progress", progress), ("reason", reason), ("requested_by", "asha"), ("issued_at", IssuedAt),
            ("ended_at", status == "done" ? IssuedAt.AddSeconds(3) : null), ("request", request));
}
