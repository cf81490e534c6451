using System.Text;
using Sluice.Engine.Testing.Scheduling;
using Sluice.Oracle;
using Sluice.Oracle.Input;
using Sluice.Oracle.Results;
using Sluice.Simulation.Commanding;
using Sluice.Simulation.Worlds;

namespace Sluice.Simulation.Tests.Margin;

/// <summary>The drawn worlds hold what the simulation promises to try.</summary>
public sealed class WorldTests
{
    private static readonly World[] s_worlds = [.. Enumerable.Range(1, 100).Select(seed => WorldDraw.Draw(new SimulationRandom((ulong)seed)))];

    [Fact]
    public void Worlds_have_three_to_five_shards_and_no_short_history()
    {
        s_worlds.Select(w => w.Shards).Distinct().Order().ShouldBe([3, 4, 5]);
        s_worlds.Min(w => w.Records.Count).ShouldBeGreaterThanOrEqualTo(200);
        s_worlds.Select(w => w.Records.Count).Order().ElementAt(s_worlds.Length / 2).ShouldBeGreaterThanOrEqualTo(1_000);
    }

    [Theory]
    [InlineData("\"contract_type\":\"PER_REPORT\"")]
    [InlineData("\"contract_type\":\"SUBSCRIPTION\"")]
    [InlineData("\"contract_type\":\"MINIMUM_GUARANTEE\"")]
    [InlineData("\"tier_mode\":\"graduated\"")]
    [InlineData("\"tier_mode\":\"volume\"")]
    [InlineData("\"tier_mode\":\"package\"")]
    [InlineData("\"modality\":\"*\"")]
    [InlineData("\"match\":{\"provider_id\"")]
    [InlineData("\"match\":{\"grade\"")]
    [InlineData("\"match\":{\"seniority\"")]
    [InlineData("\"match\":{\"modality\"")]
    [InlineData("\"match\":{\"priority\"")]
    [InlineData("\"extra_images\":{\"over\"")]
    [InlineData("\"effective_to\":")]
    [InlineData("\"currency\":\"JPY\"")]
    [InlineData("\"currency\":\"KWD\"")]
    [InlineData("\"fx_policy\":\"average\"")]
    [InlineData("\"base\":\"JPY\",\"quote\":\"INR\"")]
    [InlineData("\"quote\":\"EUR\"")]
    [InlineData("\"rate\":0.00,")]
    [InlineData("\"limits\":{\"max_reports_per_day\":0}")]
    [InlineData("\"limits\":{\"max_images_per_report\"")]
    [InlineData("\"cancelled\":true")]
    [InlineData("\"revision\":4")]
    [InlineData("\"priority\":\"HIGH\"")]
    [InlineData("not json")]
    public void Worlds_hold(string text) =>
        s_worlds.Count(w => w.Records.Any(r => Encoding.UTF8.GetString(r.Payload).Contains(text, StringComparison.Ordinal))).ShouldBeGreaterThan(5);

    [Fact]
    public void Revisions_come_out_of_order_and_contradict_each_other()
    {
        s_worlds.Count(w => Pairs(w).Any(p => p.Later.Revision < p.Earlier.Revision)).ShouldBeGreaterThan(5);
        s_worlds.Count(w => Pairs(w).Any(p => p.Later.Revision == p.Earlier.Revision && p.Later.Content != p.Earlier.Content)).ShouldBeGreaterThan(5);
        s_worlds.Count(w => Pairs(w).Any(p => p.Later == p.Earlier)).ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Parties_become_known_before_and_after_their_reports()
    {
        s_worlds.Count(w => First(w, "clients") < First(w, "reports")).ShouldBeGreaterThan(5);
        s_worlds.Count(w => First(w, "clients") > First(w, "reports")).ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Reports_are_held_by_both_limits_and_exchanged_by_both_policies_or_by_none()
    {
        var books = s_worlds.Select(w => MarginOracle.Compute(w.Records.Select((r, i) => new OracleRecord(r.Topic, 0, i, r.Key, r.Payload)))).ToList();

        books.Count(b => b.Pending.Any(p => p.Reasons == PendingReasons.DayLimit)).ShouldBeGreaterThan(20);
        books.Count(b => b.Pending.Any(p => p.Reasons == PendingReasons.ImageLimit)).ShouldBeGreaterThan(20);
        var foreign = books.Select(b => b.Margins.Where(m => m.Currency != "INR").ToList()).ToList();
        foreign.Count(rows => rows.Any(m => m.MarginInr is not null)).ShouldBeGreaterThan(20);
        foreign.Count(rows => rows.Any(m => m.RevenueInr is null)).ShouldBeGreaterThan(15);

        // Fewer: in half of the worlds every month ends with a rate of each currency, so that it can be closed.
        books.Count(b => b.Margins.Any(m => m.RevenueInr is not null && m.CogsInr is null)).ShouldBeGreaterThan(15);
        books.Count(b => b.Providers.Any(p => p.Currency != "INR" && p.CogsInr is not null)).ShouldBeGreaterThan(20);
        books.Count(b => b.Providers.Any(p => p.Currency != "INR" && p.CogsInr is null)).ShouldBeGreaterThan(15);
    }

    [Fact]
    public void Every_history_asks_for_a_close_and_a_rerun_and_many_for_all_else()
    {
        s_worlds.ShouldAllBe(w => w.Commands.Any(c => c.Type == "month-close") && w.Commands.Any(c => c.Type == "rerun"));
        foreach (var type in new[] { "credit-note", "cancel", "pause", "resume", "unknown" })
        {
            s_worlds.Count(w => w.Commands.Any(c => c.Type == type)).ShouldBeGreaterThan(5, type);
        }

        foreach (var delivery in Enum.GetValues<Delivery>())
        {
            s_worlds.Count(w => w.Commands.Any(c => c.Delivery == delivery)).ShouldBeGreaterThan(5, $"{delivery}");
        }
    }

    [Fact]
    public void Commands_come_in_order_between_the_records_and_behind_them()
    {
        s_worlds.ShouldAllBe(w => w.Commands.Select(c => c.At).SequenceEqual(w.Commands.Select(c => c.At).Order()));
        s_worlds.All(w => w.Commands[0].At < w.Records.Count && w.Commands[^1].At == w.Records.Count).ShouldBeTrue();
    }

    private static IEnumerable<(ReportContent Earlier, ReportContent Later)> Pairs(World world) => world.Records
        .Select(r => r.Report)
        .OfType<ReportContent>()
        .GroupBy(r => (r.Client, r.Report))
        .SelectMany(versions => versions.Zip(versions.Skip(1)));

    private static int First(World world, string topic) => world.Records.TakeWhile(r => r.Topic != topic).Count();
}
