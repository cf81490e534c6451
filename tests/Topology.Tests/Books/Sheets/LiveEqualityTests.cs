using FsCheck;
using FsCheck.Fluent;
using Sluice.Engine.Testing.Driving;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Reference;
using Sluice.Topology.Tests.Billing.Margin;
using Sluice.Topology.Time;

namespace Sluice.Topology.Tests.Books.Sheets;

/// <summary>A month recomputed in memory is what the live flow made of the same records, to the last digit.</summary>
public class LiveEqualityTests
{
    private static readonly BusinessMonth[] s_months = [new(2025, 12), new(2026, 1), new(2026, 2)];

    [Fact]
    public void A_shadow_of_the_same_records_gives_the_live_figures_and_what_waits()
    {
        var (billed, waited, rated) = (0, 0, 0);
        Prop.ForAll(World.Any.ToArbitrary(), world =>
        {
            var desk = Live(world);
            foreach (var month in s_months)
            {
                var sheets = ShouldAgree(desk, world, month);
                billed += sheets.Sum(sheet => sheet.Clients.Count);
                waited += sheets.Sum(sheet => sheet.Blocked.Count);
                rated += sheets.Sum(sheet => sheet.Clients.Count(c => c.Record.Currency != "INR" && c.RevenueInr is not null));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
        (billed > 200, waited > 200, rated > 5).ShouldBe((true, true, true), $"{billed} {waited} {rated}: the worlds are worth looking at");
    }

    /// <summary>A version that another closed month holds is late there: it is neither billed nor in the way here.</summary>
    [Fact]
    public void A_shadow_of_an_open_month_leaves_out_what_other_closed_months_hold()
    {
        var held = 0;
        Prop.ForAll(World.BesideClosedMonths.ToArbitrary(), world =>
        {
            var ours = ShouldAgree(Live(world), world, Shadows.January);
            var without = world with { Reference = [.. world.Reference.Where(record => record.Topic != ReferenceTopics.Bookings)] };
            held += Count(Sheets(without, Shadows.January)) == Count(ours) ? 0 : 1;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
        held.ShouldBeGreaterThan(20, "closed months have a say in many worlds");

        static long Count(List<MonthSheet> sheets) => sheets.Sum(sheet => sheet.Blocked.Count + sheet.Clients.Sum(client => client.Reports));
    }

    [Fact]
    public void Lines_foot_and_an_amount_in_the_base_currency_is_missing_only_with_a_reason()
    {
        Prop.ForAll(World.Any.ToArbitrary(), world =>
        {
            var book = Shadows.Book(world.Reference);
            foreach (var client in s_months.SelectMany(month => Shadows.Fed(world.Reports, book, month).Sheet().Clients))
            {
                client.Lines.Sum(line => line.Amount).ShouldBe(client.Revenue);
                (client.Missing is null).ShouldBe(client.RevenueInr is not null && client.CogsInr is not null);
                client.Lines.Select(line => line.RuleId).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal!);
                client.Earned.Sum(part => part.Reports).ShouldBe(client.Reports);
                client.Earned.Select(part => $"{part.ProviderId} {part.Currency} {part.RuleId}").ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    private static List<MonthSheet> ShouldAgree(MarginDesk desk, World world, BusinessMonth month)
    {
        var sheets = Sheets(world, month);
        var clients = sheets.SelectMany(sheet => sheet.Clients).ToList();
        clients.Select(client => Margin(month, client)).Order(StringComparer.Ordinal)
            .ShouldBe(Rows(desk, MarginTables.MarginSummary, month, LiveMargin));
        clients.SelectMany(client => client.Earned.Select(part => (client.Shard, part)))
            .GroupBy(e => (e.part.ProviderId, e.part.Currency, e.part.RuleId, e.Shard))
            .Select(e => $"{month} {e.Key} {e.Sum(p => p.part.Reports)} {e.Aggregate(Int128.Zero, (sum, p) => sum + p.part.Cogs)}")
            .Order(StringComparer.Ordinal)
            .ShouldBe(Rows(desk, MarginTables.ProviderPartial, month, LivePartial));
        Statements.Of(month, clients, Shadows.Book(world.Reference), Shadows.Settings)
            .Select(s => $"{month} {s.ProviderId} {s.Currency} {s.Reports} {Plain(s.Total)} {Plain(s.TotalInr)}")
            .Order(StringComparer.Ordinal)
            .ShouldBe(Rows(desk, MarginTables.ProviderSummary, month, LiveProvider));
        sheets.SelectMany(sheet => sheet.Blocked)
            .Select(b => $"{b.Shard} {b.Offset} {b.ClientId} {b.RecordId} {b.Kind} {b.Reason}")
            .Order(StringComparer.Ordinal)
            .ShouldBe(Rows(desk, MarginTables.PendingRecords, month, LivePending));
        return sheets;
    }

    private static List<MonthSheet> Sheets(World world, BusinessMonth month)
    {
        var book = Shadows.Book(world.Reference);
        return [.. Enumerable.Range(0, world.Shards).Select(shard => Shadows.Fed(world.Reports, book, month, shard: shard, shards: world.Shards).Sheet())];
    }

    private static MarginDesk Live(World world)
    {
        var desk = new MarginDesk(world.Shards, batch: 20);
        foreach (var record in world.Reference.Concat(world.Reports))
            desk.Send(record);
        return desk;
    }

    private static IEnumerable<string> Rows(MarginDesk desk, Engine.Outputs.TableSchema table, BusinessMonth month, Func<TestRow, string> shown) =>
        desk.Driver.Table(table).Where(row => row.Text("month") == month.ToString()).Select(shown).Order(StringComparer.Ordinal);

    private static string Margin(BusinessMonth month, ClientSheet c) =>
        $"{month} {c.ClientId} {c.Reports} {Plain(c.Revenue)} {c.Record.Currency} {Plain(c.RevenueInr)} {Plain(c.CogsInr)}";

    private static string LiveMargin(TestRow r) =>
        $"{r["month"]} {r["client_id"]} {r["reports"]} {Plain(r.Amount("revenue"))} {r["currency"]} {Plain(r.Amount("revenue_inr"))} {Plain(r.Amount("cogs_inr"))}";

    private static string LivePartial(TestRow r) =>
        $"{r["month"]} {(r.Text("provider_id")!, r.Text("currency")!, r.Text("rule_id")!, (int)r.Number("shard"))} {r["reports"]} {r["cogs"]}";

    private static string LiveProvider(TestRow r) =>
        $"{r["month"]} {r["provider_id"]} {r["currency"]} {r["reports"]} {Plain(r.Amount("cogs"))} {Plain(r.Amount("cogs_inr"))}";

    private static string LivePending(TestRow r) =>
        $"{r["partition"]} {r["offset"]} {r["owner"]} {r["record_id"]} {r["kind"]} {r["reason"]}";

    private static string Plain(decimal? amount) => amount?.ToString("0.############################", System.Globalization.CultureInfo.InvariantCulture) ?? "–";
}
