using System.Collections.Immutable;
using System.Text;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Reference;
using Record = Sluice.Engine.Log.Record;

namespace Sluice.Engine.Tests.Shards;

/// <summary>The highest price told for each group; 1 where none was.</summary>
internal sealed record TallyPrices(ImmutableSortedDictionary<string, long> ByGroup)
{
    public long Of(string group) => ByGroup.GetValueOrDefault(group, 1);
}

/// <summary>Key: group; payload: price.</summary>
internal sealed class TallyPricesFold : IReferenceFold<TallyPrices>
{
    public TallyPrices Empty { get; } = new(ImmutableSortedDictionary<string, long>.Empty);

    public (object? Decoded, DeadLetterReason? Rejected) Decode(string topic, in Record record)
    {
        var text = Encoding.UTF8.GetString(record.Value);
        return long.TryParse(text, out var price)
            ? ((Encoding.UTF8.GetString(record.Key), price), null)
            : (null, new DeadLetterReason($"price {text} is no number", "price", text));
    }

    public TallyPrices With(TallyPrices data, IReadOnlyList<object> decoded)
    {
        foreach (var (group, price) in decoded.Cast<(string, long)>())
        {
            data = new TallyPrices(data.ByGroup.SetItem(group, Math.Max(price, data.ByGroup.GetValueOrDefault(group))));
        }

        return data;
    }
}
