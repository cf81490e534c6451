using Sluice.Engine.Outputs;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books;

/// <summary>
/// One decision about a client's month: a close, or an applied rerun. Written once by the command that decides, as a row of
/// <see cref="BooksTables.Bookings"/>, and read by every shard from the topic of the same name.
/// </summary>
/// <param name="Number">Of the decision; later ones have higher numbers.</param>
/// <param name="Shard">The partition that holds the client's reports.</param>
/// <param name="Cut">The booked cut: of the client's reports only those at offsets below it are in the month's documents.</param>
/// <param name="MovesCut">
/// Whether it decides which records are booked: a close, or a rerun with late records. One without computes anew what an
/// earlier booking chose.
/// </param>
/// <param name="Excluded">Offsets below the cut of records that a forced close left out: they are late.</param>
/// <param name="Fingerprint">Of the reports booked (<see cref="Sheets.ClientSheet.Fingerprint"/>): tells whether a rerun booked others.</param>
/// <param name="Summary">What <c>margin_summary</c> shows of the month from then on.</param>
public sealed record Booking(
    long Number,
    string CommandId,
    BusinessMonth Month,
    string ClientId,
    int Shard,
    long Cut,
    bool MovesCut,
    IReadOnlySet<long> Excluded,
    string Fingerprint,
    BookedSummary Summary)
{
    /// <summary>Records that a close can leave out of one client's month: their offsets have to fit a message of the topic.</summary>
    public const int ExcludedMax = 30_000;

    /// <summary>Whether its decision was the first to have all clients' month closed, and issued the providers' statements.</summary>
    public bool IssuesStatements { get; init; }
}

/// <summary>A closed row of <c>margin_summary</c>; amounts as there.</summary>
/// <param name="Reference">The reference position it includes, as in the open rows.</param>
public sealed record BookedSummary(
    long Version,
    long Reports,
    decimal? Revenue,
    string Currency,
    decimal? RevenueInr,
    decimal? CogsInr,
    decimal? MarginInr,
    decimal? MarginPct,
    string Reference)
{
    /// <param name="table">That of the row: <see cref="BooksTables.Bookings"/> or <see cref="Billing.Margin.MarginTables.MarginSummary"/>.</param>
    /// <param name="row">All columns of the table.</param>
    internal static BookedSummary Read(TableSchema table, object?[] row)
    {
        T Get<T>(string column) => (T)row[table.Ordinal(column)]!;
        return new(
            Get<long>("version"),
            Get<long>("reports"),
            Get<decimal?>("revenue"),
            Get<string>("currency"),
            Get<decimal?>("revenue_inr"),
            Get<decimal?>("cogs_inr"),
            Get<decimal?>("margin_inr"),
            Get<decimal?>("margin_pct"),
            Get<string>("reference"));
    }
}
