using System.Buffers.Text;
using Sluice.Engine.Actors;
using Sluice.Engine.Outputs;
using Sluice.Engine.Topology;

namespace Sluice.Engine.Tests.Shards;

/// <summary>
/// A small business for tests: numbers are added up by key, and a key's worth is its total at the price of its group,
/// the key's first letter.
/// </summary>
internal static class TallyTopology
{
    public const string Numbers = "numbers";
    public const string MoreNumbers = "more_numbers";
    public const string Prices = "prices";

    /// <summary>The payload that the flow fails on, as a defect would.</summary>
    public const string Boom = "boom";

    public static readonly TableSchema Tally = new(
        "tally",
        KeyColumns: 1,
        Outbox: true,
        new("key", ColumnType.Text),
        new("total", ColumnType.Integer),
        new("worth", ColumnType.Integer));

    public static readonly TableSchema GroupPartial = new(
        "group_partial",
        KeyColumns: 2,
        Outbox: true,
        new("group", ColumnType.Text),
        new("shard", ColumnType.Integer),
        new("total", ColumnType.Integer));

    public static readonly TableSchema GroupTotal = new(
        "group_total",
        KeyColumns: 1,
        Outbox: true,
        new("group", ColumnType.Text),
        new("total", ColumnType.Integer));

    /// <param name="made">Told of every flow that is made.</param>
    public static Topology<TallyPrices> Build(Action<TallyFlow>? made = null) =>
        new TopologyBuilder<TallyPrices>("tallies", new TallyPricesFold())
            .Reference(Prices, "group")
            .Flow("tally", "key", context => Flow(context, made))
            .Stream(Numbers, "key", static (in record) => record.Value.SequenceEqual("boom"u8) || Utf8Parser.TryParse(record.Value, out long _, out _))
            .Stream(MoreNumbers, "key")
            .Table(Tally)
            .Table(GroupPartial)
            .Merge(new MergedTable(GroupTotal, GroupPartial, Total))
            .Build();

    private static TallyFlow Flow(ShardContext context, Action<TallyFlow>? made)
    {
        var flow = new TallyFlow(context);
        made?.Invoke(flow);
        return flow;
    }

    private static object?[]? Total(IReadOnlyList<object?[]> partials) =>
        partials.Count == 0 ? null : [partials[0][0], partials.Sum(p => (long)p[2]!)];
}
