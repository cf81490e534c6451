namespace Sluice.Engine.Control;

/// <summary>A control message that is no command: not signed with the books' key, or not understood.</summary>
/// <param name="Id">As far as it can be read, else null.</param>
/// <param name="Type">As far as it can be read, else null.</param>
/// <param name="RequestedBy">As it says, unproven; null where it does not.</param>
public sealed record RefusedMessage(long Offset, string? Id, string? Type, string? RequestedBy, string Reason);
