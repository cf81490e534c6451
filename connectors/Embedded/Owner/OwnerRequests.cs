using Sluice.Engine.Log;

namespace Sluice.Connectors.Embedded.Owner;

/// <summary>Answers single requests by the owner's log and calls; every fault becomes an answer.</summary>
internal sealed class OwnerRequests(ILog log, OwnerCalls calls)
{
    public async ValueTask<Message> AnswerAsync(Message request, CancellationToken cancel)
    {
        try
        {
            return new Message(MessageKind.Done, request.Number, await RunAsync(request, cancel));
        }
        catch (LogException error)
        {
            return Refusal(error.OutcomeUnknown ? MessageKind.LogUnknown : MessageKind.LogRefused, request, error.Message);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return Refusal(MessageKind.Refused, request, error.Message);
        }
    }

    private static Message Refusal(MessageKind kind, Message request, string reason) =>
        new(kind, request.Number, WireBody.Of(w => w.Write(reason)));

    private async ValueTask<byte[]> RunAsync(Message request, CancellationToken cancel)
    {
        switch (request.Kind)
        {
            case MessageKind.EnsureTopic:
                await log.EnsureTopicAsync(WireBody.Read(request.Body, WireBody.ReadTopic), cancel);
                return [];
            case MessageKind.Topics:
                var topics = await log.TopicsAsync(cancel);
                return WireBody.Of(w => WireBody.WriteList(w, topics, WireBody.Write));
            case MessageKind.Offsets:
                var ranges = await log.OffsetsAsync(WireBody.Read(request.Body, r => r.ReadString()), cancel);
                return WireBody.Of(w => WireBody.WriteList(w, ranges, WriteRange));
            case MessageKind.Append:
                var offsets = await log.AppendAsync(WireBody.Read(request.Body, WireBody.ReadBatches), cancel);
                return WireBody.Of(w => WireBody.WriteList(w, offsets, static (w, o) => w.Write(o)));
            case MessageKind.Call:
                var (name, json) = WireBody.Read(request.Body, r => (r.ReadString(), r.ReadString()));
                var answer = await calls.CallAsync(name, json, cancel);
                return WireBody.Of(w => w.Write(answer));
            default:
                throw new InvalidDataException($"the owner does not know requests of kind {(byte)request.Kind}: it may run an older program");
        }
    }

    private static void WriteRange(BinaryWriter writer, OffsetRange range)
    {
        writer.Write(range.Start);
        writer.Write(range.End);
    }
}
