using Sluice.Cli.Hosting;
using Sluice.Connectors.Embedded.Sqlite;

namespace Sluice.Cli.Doctor;

/// <summary>What the machine must offer, whatever is in the books.</summary>
internal static class MachineChecks
{
    private const long DiskBytesLow = 1L << 30;
    private const long DiskBytesNeeded = 100L << 20;

    /// <summary>Before this version, two connections that write or checkpoint at once can undo a reset of the write-ahead log.</summary>
    private static readonly Version WalResetFixed = new(3, 51, 3);

    public static Finding DotNet() => Environment.Version.Major >= 10
        ? new Finding(".NET", Verdict.Ok, $"runtime {Environment.Version}")
        : new Finding(".NET", Verdict.Fail, $"runtime {Environment.Version}", "install .NET 10");

    public static Finding Sqlite()
    {
        var version = SqliteLibrary.Version;
        return Version.TryParse(version, out var known) && known < WalResetFixed
            ? new Finding("SQLite", Verdict.Info, $"{version}; versions before {WalResetFixed} have a fault when two connections checkpoint at once: here only one does")
            : new Finding("SQLite", Verdict.Ok, version);
    }

    public static Finding Settings()
    {
        try
        {
            var settings = BooksConfiguration.Read();
            var partitions = BooksConfiguration.Partitions(option: null);
            return new Finding("settings", Verdict.Ok, $"{settings.BaseCurrency}, {settings.TimeZone}, {partitions} partitions for new topics");
        }
        catch (CliException wrong)
        {
            return new Finding("settings", Verdict.Fail, wrong.Message, "correct or unset the variable");
        }
    }

    public static Finding Disk(string folder)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        var found = $"{Rendering.Amounts.Bytes(free)} free";
        return free switch
        {
            < DiskBytesNeeded => new Finding("disk", Verdict.Fail, found, "free some space: commits will fail"),
            < DiskBytesLow => new Finding("disk", Verdict.Warn, found, "free some space"),
            _ => new Finding("disk", Verdict.Ok, found),
        };
    }

    /// <summary>The clock must not be behind what this machine has written already.</summary>
    public static Finding Clock(TimeProvider time, string? databasePath)
    {
        var now = time.GetUtcNow();
        var built = new DateTimeOffset(File.GetLastWriteTimeUtc(typeof(MachineChecks).Assembly.Location));
        var written = File.Exists(databasePath) ? new DateTimeOffset(File.GetLastWriteTimeUtc(databasePath)) : built;
        var latest = written > built ? written : built;
        return now < latest.AddMinutes(-5)
            ? new Finding("clock", Verdict.Warn, $"{now:yyyy-MM-dd HH:mm} UTC is before {latest:yyyy-MM-dd HH:mm}, when a file here was written", "set the clock")
            : new Finding("clock", Verdict.Ok, $"{now:yyyy-MM-dd HH:mm:ss} UTC");
    }

    public static Finding Locale()
    {
        string[] variables = ["LC_ALL", "LC_CTYPE", "LANG"];
        var locale = variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(v => !string.IsNullOrEmpty(v)) ?? "";
        return locale.Contains("utf", StringComparison.OrdinalIgnoreCase) || OperatingSystem.IsWindows()
            ? new Finding("terminal", Verdict.Ok, locale.Length > 0 ? locale : "UTF-8")
            : new Finding("terminal", Verdict.Warn, locale.Length > 0 ? $"the locale is {locale}" : "no locale is set", "export LANG=C.UTF-8 where tables show odd characters");
    }
}
