namespace Sluice.EndToEnd.Tests.Million;

/// <summary>How long to wait for what must happen: far beyond what it takes on a busy machine.</summary>
internal static class Patience
{
    /// <summary>For a run over all records.</summary>
    public static TimeSpan Long { get; } = TimeSpan.FromMinutes(30);

    /// <summary>For a process to begin or to end.</summary>
    public static TimeSpan Short { get; } = TimeSpan.FromMinutes(2);
}
