using System.Globalization;
using Sluice.Cli.Hosting;

namespace Sluice.Cli.Running;

/// <summary>What closes and reruns may take of a worker.</summary>
/// <param name="Bytes">Of memory, for the reports they hold at once.</param>
/// <param name="RecordsPerSecond">That are read of one partition at most; null for no limit.</param>
internal sealed record RerunSettings(long Bytes, int? RecordsPerSecond)
{
    public const string MemoryVariable = "SLUICE_RERUN_MEMORY";
    public const string RateVariable = "SLUICE_RERUN_RATE";
    public const int MebibytesDefault = 1024;

    private const int MebibytesMin = 16;
    private const int MebibytesMax = 1 << 20;
    private const int RateMin = 1000;

    /// <exception cref="CliException">A setting cannot be read.</exception>
    public static RerunSettings Read() => new(
        (long)(Number(MemoryVariable, MebibytesMin, MebibytesMax, "of MiB") ?? MebibytesDefault) << 20,
        Number(RateVariable, RateMin, int.MaxValue, "of records a second"));

    private static int? Number(string name, int min, int max, string what)
    {
        var text = Environment.GetEnvironmentVariable(name);
        return string.IsNullOrEmpty(text) ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number
            : throw CliException.Usage(string.Create(CultureInfo.InvariantCulture, $"{name}={text} must be a number {what} from {min} to {max}"));
    }
}
