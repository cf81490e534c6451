namespace Sluice.Engine.Control;

/// <summary>A control message cannot be understood; the message names the field and its value.</summary>
internal sealed class EnvelopeException(string message) : Exception(message);
