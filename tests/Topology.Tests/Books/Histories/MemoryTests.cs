using Sluice.Topology.Books;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Tests.Billing.Margin;

namespace Sluice.Topology.Tests.Books.Histories;

/// <summary>A close with little memory: clients are worked out one group after the other, or the one that is too large is named.</summary>
public sealed class MemoryTests
{
    private const int ReportBytes = 72;

    [Fact]
    public void Groups_of_clients_come_to_what_all_come_to_at_once()
    {
        using var roomy = Desk(1 << 20);
        using var tight = Desk(4 * ReportBytes);

        var at = roomy.Send("month-close", new { month = "2026-01" });
        var apart = tight.Send("month-close", new { month = "2026-01" });

        apart.Reason.ShouldBe(at.Reason);
        foreach (var table in new[] { BooksTables.Invoices, BooksTables.InvoiceLines, BooksTables.Bookings, BooksTables.AuditLogs })
        {
            tight.Rows(table).Select(Text).ShouldBe(roomy.Rows(table).Select(Text));
        }

        // Each shard's reports are read once to see that they are too many, then once a group; with room once only.
        (roomy.WindowsRead, tight.WindowsRead > 4).ShouldBe((2, true), $"{tight.WindowsRead}");
    }

    [Fact]
    public void A_client_that_needs_more_than_there_is_is_named_with_what_it_needs_after_one_read()
    {
        using var desk = Desk((4 * ReportBytes) - 1, client => BooksDesk.ShardOf(client) == BooksDesk.ShardOf("C4"));

        Should.Throw<ShadowFullException>(() => desk.Send("month-close", new { month = "2026-01" })).Message
            .ShouldContain("the reports of C4 take 0.0 MiB");
        desk.WindowsRead.ShouldBe(2);
        desk.Rows(BooksTables.Invoices).ShouldBeEmpty();
    }

    /// <summary>Eight clients on two shards, or some of them; one with four reports and the others with one to three.</summary>
    private static BooksDesk Desk(long bytes, Func<string, bool>? has = null)
    {
        var desk = new BooksDesk { ReaderBytes = bytes };
        desk.Append(MarginRecords.Provider("P1", "A", "2020-01-01", MarginDesk.Recorded));
        desk.Append(MarginRecords.ProviderRule("PR1", "{}", "100.335", "INR", "2020-01-01", MarginDesk.Recorded));
        foreach (var client in Enumerable.Range(1, 8).Where(client => has is null || has($"C{client}")))
        {
            desk.Append(MarginRecords.Client($"C{client}", "INR", MarginDesk.Recorded));
            desk.Append(MarginRecords.ClientRule($"CR{client}", """ "tiers":[{"up_to":null,"unit_price":1000}] """, $"C{client}"));
            for (var report = 1; report <= (client == 4 ? 4 : 1 + (client % 3)); report++)
            {
                desk.Append(MarginRecords.Report($"R{report}", $"C{client}", "P1", "CT", "ROUTINE", 10, "2026-01-15T06:00:00Z", 1, false));
            }
        }

        return desk;
    }

    private static string Text(object?[] row) => string.Join('|', row.Select(value => value is byte[] bytes ? Convert.ToHexString(bytes) : $"{value}"));
}
