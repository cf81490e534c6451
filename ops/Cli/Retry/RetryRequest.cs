namespace Sluice.Cli.Retry;

/// <summary>Which dead letters to append once more.</summary>
/// <param name="Topic">Of this topic only; null for all.</param>
/// <param name="Id">This one only, <c>topic:partition:offset</c>, even where it was retried before.</param>
/// <param name="Payload">A corrected record in its place; with <paramref name="Id"/> only.</param>
internal sealed record RetryRequest(string? Topic, string? Id, byte[]? Payload);

/// <summary>What became of one dead letter: where its record lies now.</summary>
internal sealed record RetriedLetter(string Topic, long Partition, long Offset, long RetriedPartition, long RetriedOffset);

/// <summary>What became of a request.</summary>
/// <param name="AlreadyRetried">Dead letters passed over because they were retried before.</param>
/// <param name="Refusal">Why nothing was done, or null.</param>
internal sealed record RetryAnswer(IReadOnlyList<RetriedLetter> Retried, int AlreadyRetried, string? Refusal = null);
