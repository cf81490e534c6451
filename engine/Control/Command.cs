using System.Text.Json;
using Sluice.Engine.State;

namespace Sluice.Engine.Control;

/// <summary>A control message that was authenticated and understood (contract §8).</summary>
/// <param name="Id">Chosen by the sender; the same id again is the same command.</param>
/// <param name="Cut">The end of every input partition, reference topics included, when it was issued.</param>
/// <param name="Offset">Where the message stands in the topic <see cref="ControlTopic.Name"/>.</param>
/// <param name="Body">The whole message: what only its type has is read from here.</param>
public sealed record Command(
    string Id, string Type, string RequestedBy, string Reason, DateTimeOffset IssuedAt, Positions Cut, long Offset, JsonElement Body);
