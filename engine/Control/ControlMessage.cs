using Sluice.Engine.Log;

namespace Sluice.Engine.Control;

/// <summary>A record of the control topic, copied.</summary>
internal sealed record ControlMessage(long Offset, RecordMark Mark, byte[] Value)
{
    public static List<ControlMessage> Of(LogBatch batch)
    {
        var messages = new List<ControlMessage>(batch.Count);
        foreach (var record in batch)
        {
            messages.Add(new ControlMessage(record.Offset, RecordMark.Of(record), record.Value.ToArray()));
        }

        return messages;
    }
}
