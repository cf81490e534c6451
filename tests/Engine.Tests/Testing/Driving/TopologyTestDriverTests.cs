using Sluice.Engine.Outputs;
using Sluice.Engine.Testing.Driving;
using Sluice.Engine.Tests.Shards;

namespace Sluice.Engine.Tests.Testing.Driving;

public class TopologyTestDriverTests
{
    private static TopologyTestDriver<TallyPrices> Driver(int shards = 1, int batch = 1) =>
        new(TallyTopology.Build(), new TestDriverOptions { Shards = shards, BatchRecords = batch });

    [Fact]
    public void What_is_piped_in_shows_in_the_tables()
    {
        var driver = Driver(shards: 3);

        driver.PipeReference(TallyTopology.Prices, "a", "10")
            .Pipe(TallyTopology.Numbers, "a1", "2")
            .Pipe(TallyTopology.MoreNumbers, "a2", "3")
            .Pipe(TallyTopology.Numbers, "a3", "4");

        driver.Table(TallyTopology.Tally).Select(r => r.ToString()).ShouldBe(["a1|2|20", "a2|3|30", "a3|4|40"]);
        driver.Table(TallyTopology.GroupPartial).Count.ShouldBeGreaterThan(1);
        driver.Table(TallyTopology.GroupTotal).ShouldHaveSingleItem().Number("total").ShouldBe(9);
        driver.DeadLetters.ShouldBeEmpty();
    }

    [Fact]
    public void Deleted_rows_are_gone_from_tables_and_merges()
    {
        var driver = Driver().Pipe(TallyTopology.Numbers, "a1", "2").Pipe(TallyTopology.Numbers, "a1", "-2");

        driver.Table(TallyTopology.Tally).ShouldBeEmpty();
        driver.Table(TallyTopology.GroupTotal).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(100, 1)]
    public void Messages_are_taken_in_batches_and_the_rest_when_a_table_is_read(int batch, int commits)
    {
        var driver = Driver(batch: batch);
        for (var i = 0; i < 4; i++)
        {
            driver.Pipe(TallyTopology.Numbers, "a1", "1");
        }

        driver.Table(TallyTopology.Tally).Single().Number("total").ShouldBe(4);
        driver.Commits.ShouldBe(commits);
    }

    [Fact]
    public void Records_set_aside_are_listed_with_their_offsets()
    {
        var driver = Driver().Pipe(TallyTopology.Numbers, "a1", "1").Pipe(TallyTopology.Numbers, "a1", "many").Pipe(TallyTopology.MoreNumbers, null, "1");
        driver.PipeReference(TallyTopology.Prices, "a", "dear");

        driver.DeadLetters.Select(r => $"{r["topic"]}/{r["offset"]} {r.Text("reason")}").ShouldBe(
            ["more_numbers/0 1 is no number", "numbers/1 many is no number", "prices/0 price dear is no number"]);
        driver.DeadLetters[1]["payload"].ShouldBe("many"u8.ToArray());
    }

    [Fact]
    public void A_restart_changes_nothing_and_what_waits_still_waits()
    {
        var (driver, other) = (Driver(2, batch: 5), Driver(2, batch: 5));
        for (var i = 0; i < 200; i++)
        {
            foreach (var d in new[] { driver, other })
            {
                d.Pipe(TallyTopology.Numbers, $"{"ab"[i % 2]}{i % 7}", $"{i}");
                _ = i % 50 == 0 ? d.PipeReference(TallyTopology.Prices, "a", $"{i}") : d;
            }

            driver.Restart(i % 2);
        }

        foreach (var table in TallyTopology.Build().Tables)
        {
            driver.Table(table).Select(r => r.ToString()).ShouldBe(other.Table(table).Select(r => r.ToString()));
        }

        driver.Fingerprint(0).ShouldBe(other.Fingerprint(0));
        driver.Fingerprint(0).ShouldNotBe(UInt128.Zero);
        driver.Restart(0).Fingerprint(0).ShouldBe(other.Fingerprint(0));
    }

    [Fact]
    public void A_record_the_flow_fails_on_is_quarantined()
    {
        var driver = Driver(batch: 3)
            .Pipe(TallyTopology.Numbers, "a1", "1").Pipe(TallyTopology.Numbers, "a2", TallyTopology.Boom).Pipe(TallyTopology.Numbers, "a1", "2");

        driver.Table(TallyTopology.Tally).ShouldHaveSingleItem().Number("total").ShouldBe(3);
        driver.Table(EngineTables.Quarantined).ShouldHaveSingleItem().Number("offset").ShouldBe(1);
    }
}
