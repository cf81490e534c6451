using Sluice.Engine.Control;
using Sluice.Engine.Outputs;
using Sluice.Engine.Tests.Shards;
using Sluice.Engine.Topology;

namespace Sluice.Engine.Tests.Control;

/// <summary>Tallies whose groups' prices are marked by commands: a mark is decided once and read by every shard.</summary>
internal static class ToyTopology
{
    public static readonly TableSchema Marks = new(
        "marks",
        KeyColumns: 1,
        Outbox: true,
        new("number", ColumnType.Integer),
        new("group", ColumnType.Text),
        new("total", ColumnType.Integer),
        new("command_id", ColumnType.Text))
    {
        AppendOnly = true,
    };

    public static readonly TableSchema Audit = new(
        "audit",
        KeyColumns: 1,
        Outbox: false,
        new("number", ColumnType.Integer),
        new("reason", ColumnType.Text))
    {
        AppendOnly = true,
    };

    public static Topology<TallyPrices> Build(ICommandBook<TallyPrices> book) =>
        new TopologyBuilder<TallyPrices>("toy", new ToyFold())
            .Reference(TallyTopology.Prices, "group")
            .Reference(Marks.Name, "number")
            .Flow("tally", "key", context => new TallyFlow(context))
            .Stream(TallyTopology.Numbers, "key")
            .Stream(TallyTopology.MoreNumbers, "key")
            .Table(TallyTopology.Tally)
            .Table(TallyTopology.GroupPartial)
            .Commands(book)
            .Build();
}
