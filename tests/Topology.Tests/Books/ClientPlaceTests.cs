using Sluice.Topology.Books;
using Sluice.Topology.Tests.Billing.Margin;
using Sluice.Topology.Tests.Books.Histories;

namespace Sluice.Topology.Tests.Books;

/// <summary>Others may place keys otherwise than the log would: where a client's reports lie is known from its reports alone.</summary>
public sealed class ClientPlaceTests
{
    [Fact]
    public void A_client_without_a_report_is_booked_in_the_shard_that_has_it()
    {
        var other = 1 - BooksDesk.ShardOf("C1");

        var booking = CloseWithout(_ => other);

        booking.ShouldBe(((long)other, other == BooksDesk.ShardOf("C2") ? 2L : 0L));
    }

    [Fact]
    public void Where_nobody_has_met_a_client_nothing_of_it_lies_below_the_cut() =>
        CloseWithout(client => client == "C1" ? null : BooksDesk.ShardOf(client)).Cut.ShouldBe(0);

    /// <summary>Closes a month in which C1 is charged a fee, and only C2 has reports: two.</summary>
    private static (long Shard, long Cut) CloseWithout(Func<string, int?> owner)
    {
        using var desk = new BooksDesk { Owner = owner };
        desk.Append(MarginRecords.Provider("P1", "A", "2020-01-01", MarginDesk.Recorded));
        desk.Append(MarginRecords.ProviderRule("PR1", "{}", "1", "INR", "2020-01-01", MarginDesk.Recorded));
        foreach (var client in new[] { "C1", "C2" })
        {
            desk.Append(MarginRecords.Client(client, "INR", MarginDesk.Recorded));
            desk.Append(MarginRecords.ClientRule($"CR-{client}", """ "tiers":[{"up_to":null,"unit_price":5,"flat_fee":7}] """, client));
        }

        desk.Append(MarginRecords.Report("R1", "C2", "P1", "CT", "STAT", 1, "2026-01-10T06:00:00Z", 1, cancelled: false));
        desk.Append(MarginRecords.Report("R2", "C2", "P1", "CT", "STAT", 1, "2026-01-10T06:00:00Z", 1, cancelled: false));
        var outcome = desk.Send("month-close", new { month = "2026-01", clients = new[] { "C1" } });
        outcome.IsRefused.ShouldBeFalse(outcome.Reason);
        var table = BooksTables.Bookings;
        var row = desk.Rows(table).Single(r => (string)r[table.Ordinal("client_id")]! == "C1");
        return ((long)row[table.Ordinal("shard")]!, (long)row[table.Ordinal("cut")]!);
    }
}
