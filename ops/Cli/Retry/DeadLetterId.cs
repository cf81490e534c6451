namespace Sluice.Cli.Retry;

/// <summary>The name of a dead letter: where its record came from.</summary>
internal readonly record struct DeadLetterId(string Topic, long Partition, long Offset)
{
    /// <summary>Reads <c>topic:partition:offset</c>; null for anything else.</summary>
    public static DeadLetterId? TryParse(string text) =>
        text.Split(':') is [{ Length: > 0 } topic, var partition, var offset]
        && long.TryParse(partition, out var p) && long.TryParse(offset, out var o) && p >= 0 && o >= 0
            ? new DeadLetterId(topic, p, o)
            : null;

    public override string ToString() => $"{Topic}:{Partition}:{Offset}";
}
