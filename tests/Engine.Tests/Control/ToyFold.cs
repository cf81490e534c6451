using System.Text.Json;
using Sluice.Engine.Outputs;
using Sluice.Engine.Reference;
using Sluice.Engine.Tests.Shards;
using Record = Sluice.Engine.Log.Record;

namespace Sluice.Engine.Tests.Control;

/// <summary>A mark is its group's price.</summary>
internal sealed class ToyFold : IReferenceFold<TallyPrices>
{
    private readonly TallyPricesFold _prices = new();

    public TallyPrices Empty => _prices.Empty;

    public (object? Decoded, DeadLetterReason? Rejected) Decode(string topic, in Record record)
    {
        if (topic != ToyTopology.Marks.Name)
        {
            return _prices.Decode(topic, record);
        }

        using var mark = JsonDocument.Parse(record.Value.ToArray());
        return ((mark.RootElement.GetProperty("group").GetString()!, mark.RootElement.GetProperty("number").GetInt64()), null);
    }

    public TallyPrices With(TallyPrices data, IReadOnlyList<object> decoded) => _prices.With(data, decoded);
}
