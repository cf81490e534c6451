using Sluice.Engine.Log;

namespace Sluice.Connectors.Embedded.Owner;

/// <summary>
/// The owner's log, seen from another process: appends and looks at topics and offsets; only the owner reads records.
/// </summary>
internal sealed class ClientLog(OwnerClient client) : ILog
{
    /// <summary>Bytes of frames in one request, so that it stays well below the protocol's bound.</summary>
    private const int RequestBytesMax = 12 << 20;

    public bool PlacesKeys => true;

    public async ValueTask EnsureTopicAsync(TopicSpec topic, CancellationToken cancel) =>
        await AskAsync(MessageKind.EnsureTopic, WireBody.Of(w => WireBody.Write(w, topic)), _ => true, cancel);

    public ValueTask<IReadOnlyList<TopicSpec>> TopicsAsync(CancellationToken cancel) =>
        AskAsync<IReadOnlyList<TopicSpec>>(MessageKind.Topics, [], r => WireBody.ReadList(r, WireBody.ReadTopic), cancel);

    public ValueTask<LogBatch> ReadAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel) =>
        ValueTask.FromException<LogBatch>(new LogException($"{source} is read by the process that owns the database, not by this one"));

    public ValueTask<IReadOnlyList<OffsetRange>> OffsetsAsync(string topic, CancellationToken cancel) =>
        AskAsync<IReadOnlyList<OffsetRange>>(
            MessageKind.Offsets,
            WireBody.Of(w => w.Write(topic)),
            reader => WireBody.ReadList(reader, r => new OffsetRange(r.ReadInt64(), r.ReadInt64())),
            cancel);

    public async ValueTask<IReadOnlyList<long>> AppendAsync(
        IReadOnlyList<(TopicPartition Target, AppendFrames Records)> batches, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var bytes = batches.Sum(b => (long)b.Records.Bytes.Length);
        if (bytes > RequestBytesMax)
        {
            throw new LogException($"an append of {bytes} bytes is too large to be forwarded: at most {RequestBytesMax} at once");
        }

        var body = WireBody.Of(w => WireBody.Write(w, batches));
        return await AskAsync(MessageKind.Append, body, reader => WireBody.ReadList(reader, r => r.ReadInt64()), cancel);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async ValueTask<T> AskAsync<T>(MessageKind kind, byte[] body, Func<BinaryReader, T> read, CancellationToken cancel)
    {
        try
        {
            var answer = await client.AskAsync(kind, body, cancel);
            return answer.Kind == MessageKind.Done
                ? WireBody.Read(answer.Body, read)
                : throw new LogException(WireBody.Read(answer.Body, r => r.ReadString()), answer.Kind == MessageKind.LogUnknown);
        }
        catch (OwnerGoneException gone)
        {
            var unknown = gone.Sent && kind == MessageKind.Append;
            var outcome = unknown ? "; nobody knows whether the records were appended" : "";
            throw new LogException($"{gone.Message}{outcome}: run the command again", unknown, gone);
        }
    }
}
