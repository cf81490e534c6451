using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Reference;
using Sluice.Topology.Reference;

namespace Sluice.Simulation.Running;

/// <summary>
/// Decodes each reference message of a world once for all its processes: each of them reads the topics from their beginning.
/// What a message says depends on nothing but its bytes, and is never changed afterwards.
/// </summary>
internal sealed class DecodedOnce(IReferenceFold<PriceBook> fold) : IReferenceFold<PriceBook>
{
    private readonly Dictionary<Message, (object? Decoded, DeadLetterReason? Rejected)> _known = [];

    public PriceBook Empty => fold.Empty;

    public IReadOnlyList<TableSchema> Tables => fold.Tables;

    public (object? Decoded, DeadLetterReason? Rejected) Decode(string topic, in Record record)
    {
        var message = new Message(topic, Bytes(record.HasKey, record.Key), Bytes(record.HasValue, record.Value));
        if (!_known.TryGetValue(message, out var said))
        {
            said = fold.Decode(topic, record);
            _known.Add(message, said);
        }

        return said;
    }

    public RowChange? Row(object decoded) => fold.Row(decoded);

    public PriceBook With(PriceBook data, IReadOnlyList<object> decoded) => fold.With(data, decoded);

    private static byte[]? Bytes(bool has, ReadOnlySpan<byte> bytes) => has ? bytes.ToArray() : null;

    private readonly record struct Message(string Topic, byte[]? Key, byte[]? Value)
    {
        public bool Equals(Message other) => Topic == other.Topic && Same(Key, other.Key) && Same(Value, other.Value);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            hash.Add(Topic);
            hash.AddBytes(Key);
            hash.AddBytes(Value);
            return hash.ToHashCode();
        }

        private static bool Same(byte[]? one, byte[]? other) =>
            one is null || other is null ? one is null && other is null : one.AsSpan().SequenceEqual(other);
    }
}
