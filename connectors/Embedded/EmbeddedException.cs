namespace Sluice.Connectors.Embedded;

/// <summary>The database could not be opened, owned or reached; the message says what to do.</summary>
public sealed class EmbeddedException(string message, Exception? inner = null) : Exception(message, inner);
