namespace Sluice.Engine.Outputs;

/// <summary>Why a record was set aside, for a person: a sentence, and field and value where one is at fault.</summary>
public sealed record DeadLetterReason(string Reason, string? Field = null, string? Value = null);
