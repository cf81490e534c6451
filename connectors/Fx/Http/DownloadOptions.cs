namespace Sluice.Connectors.Fx.Http;

/// <summary>How downloads are tried; the defaults are meant for production.</summary>
public sealed record DownloadOptions
{
    /// <summary>Times a file is asked for before it counts as failed.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Of one attempt, body included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Before the second attempt; doubles up to <see cref="BackoffMax"/>, and is shortened at random by up to a half.</summary>
    public TimeSpan BackoffMin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause, also where the server asks for a longer one.</summary>
    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Bytes of a response, unpacked.</summary>
    public int BytesMax { get; init; } = FxLimits.FileBytesMax;

    /// <summary>The clock; simulated in tests.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How to wait between attempts; null waits by the clock.</summary>
    public Func<TimeSpan, CancellationToken, Task>? Pause { get; init; }

    /// <summary>Seeds the jitter: two processes should not have the same.</summary>
    public int Seed { get; init; } = Environment.ProcessId;
}
