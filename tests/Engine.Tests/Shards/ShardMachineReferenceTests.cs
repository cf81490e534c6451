using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Reference;
using Sluice.Engine.State;
using Sluice.Engine.Topology;
using static Sluice.Engine.Tests.Shards.MachineDesk;
using Record = Sluice.Engine.Log.Record;

namespace Sluice.Engine.Tests.Shards;

/// <summary>How reference records are listed and told, and how much work a step spends on them.</summary>
public class ShardMachineReferenceTests
{
    private static readonly TableSchema s_prices = new(
        "listed_prices", KeyColumns: 2, Outbox: false, new("group", ColumnType.Text), new("price", ColumnType.Integer));

    [Fact]
    public void A_reference_record_is_listed_once_by_the_shard_that_accounts_for_it()
    {
        var desk = new MachineDesk(Listing(), shards: 2);
        Tell(desk, partition: 0, from: 0, ("a", "3"), ("hidden", "4"));
        Tell(desk, partition: 1, from: 0, ("b", "5"));
        Rows(desk.Step(), s_prices).ShouldBe(["a|3"], "the other partition is the other shard's");

        Tell(desk, partition: 0, from: 2, ("a", "7"));
        Rows(desk.Step(), s_prices).ShouldBe(["a|7"]);

        desk.Restart();
        Tell(desk, partition: 0, from: 3, ("c", "9"));
        Rows(desk.Step(), s_prices).ShouldBe(["c|9"]);
    }

    [Fact]
    public void Rows_say_which_reference_data_they_include_across_a_restart_too()
    {
        var desk = new MachineDesk(Listing());
        Tell(desk, partition: 0, from: 0, ("a", "3"));
        desk.Flow.Slices = 2;
        desk.Step(TallyLog.Batch(0, 0, ("a", "1")));
        desk.Flow.Reference.ShouldBe("{}");

        desk.Step();
        desk.Flow.Reference.ShouldBe("""{"prices/0":1}""");

        desk.Restart();
        desk.Step(TallyLog.Batch(0, 1, ("a", "1")));
        desk.Flow.Reference.ShouldBe("""{"prices/0":1}""");
    }

    [Fact]
    public void A_step_spends_its_units_and_some_for_every_record_it_takes()
    {
        var desk = new MachineDesk(TallyTopology.Build(), advanceUnits: 10);
        desk.Flow.Slices = 3;
        Tell(desk, partition: 0, from: 0, ("a", "3"));

        desk.Step();
        desk.Step(TallyLog.Batch(0, 0, ("a", "1"), ("a", "1")), TallyLog.Batch(TallyTopology.MoreNumbers, 0, 0, ("a", "1")));
        desk.Step();
        desk.Step();

        desk.Flow.Units.ShouldBe([10, 10 + (3 * Limits.AdvanceUnitsPerRecord), 10], "and nothing where there is nothing newer");
    }

    [Fact]
    public void Units_without_limit_stay_without_limit()
    {
        var desk = new MachineDesk(TallyTopology.Build(), advanceUnits: int.MaxValue);
        Tell(desk, partition: 0, from: 0, ("a", "3"));

        desk.Step(TallyLog.Batch(0, 0, ("a", "1")));

        desk.Flow.Units.ShouldBe([int.MaxValue]);
    }

    private static void Tell(MachineDesk desk, int partition, long from, params (string Group, string Price)[] prices) =>
        desk.Reference.Append(TallyLog.Batch(TallyTopology.Prices, partition, from, prices));

    private static Topology<TallyPrices> Listing() =>
        new TopologyBuilder<TallyPrices>("listing", new ListingFold())
            .Reference(TallyTopology.Prices, "group")
            .Flow("tally", "key", context => new TallyFlow(context))
            .Stream(TallyTopology.Numbers, "key")
            .Table(TallyTopology.Tally)
            .Table(TallyTopology.GroupPartial)
            .Build();

    /// <summary>Lists every price but those of the group <c>hidden</c>.</summary>
    private sealed class ListingFold : IReferenceFold<TallyPrices>
    {
        private readonly TallyPricesFold _prices = new();

        public TallyPrices Empty => _prices.Empty;

        public IReadOnlyList<TableSchema> Tables => [s_prices];

        public (object? Decoded, DeadLetterReason? Rejected) Decode(string topic, in Record record) => _prices.Decode(topic, record);

        public RowChange? Row(object decoded) =>
            decoded is (string group, long price) && group != "hidden" ? RowChange.Upsert(s_prices, group, price) : null;

        public TallyPrices With(TallyPrices data, IReadOnlyList<object> decoded) => _prices.With(data, decoded);
    }
}
