using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Reference;
using Sluice.Topology.Records;

namespace Sluice.Topology.Reference;

/// <summary>Reference messages become the price book.</summary>
public sealed class PriceBookFold : IReferenceFold<PriceBook>
{
    public PriceBook Empty => PriceBook.Empty;

    public (object? Decoded, DeadLetterReason? Rejected) Decode(string topic, in Record record) =>
        ReferenceDecoder.TryDecode(topic, record.Key, record.HasKey, record.Value, out var decoded, out var rejection)
            ? (decoded, null)
            : (null, new DeadLetterReason(rejection!.Reason, rejection.Field, rejection.Value));

    public PriceBook With(PriceBook data, IReadOnlyList<object> decoded) => data.With(decoded.Cast<ReferenceRecord>());
}
