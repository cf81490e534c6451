namespace Sluice.Topology.Records;

/// <summary>Why a record cannot be taken, in words for a person.</summary>
/// <param name="Field">The field at fault (a path such as <c>tiers[1].up_to</c>), or null where the whole record is.</param>
/// <param name="Value">The offending value as it stood in the record, shortened to 200 characters, or null.</param>
/// <param name="Reason">A sentence naming field and value.</param>
public sealed record Rejection(string? Field, string? Value, string Reason);
