namespace Sluice.Topology.Records;

/// <summary>Why a record cannot be taken, in words for a person.</summary>
/// <param name="Field">The field at fault (a path such as <c>tiers[1].up_to</c>), <c>key</c> for the message key, or null where the whole record is.</param>
/// <param name="Value">
/// The offending value as it stood in the record (a string without its quotes, escapes not undone), made printable and
/// shortened to 200 characters; null where there is none.
/// </param>
/// <param name="Reason">A sentence naming field and value.</param>
public sealed record Rejection(string? Field, string? Value, string Reason);
