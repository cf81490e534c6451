using System.CommandLine;
using Sluice.Cli.Doctor;
using Sluice.Cli.Hosting;
using Sluice.Cli.Rendering.Views;

namespace Sluice.Cli.Commands;

/// <summary><c>doctor</c>: checks configuration, store, clock and disk, and says what to fix.</summary>
internal static class DoctorCommand
{
    public static Command Create() => new Command("doctor", "Check configuration, books, clock and disk; say what to fix").Runs(RunAsync);

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var location = parsed.Location();
        List<Finding> findings =
        [
            MachineChecks.DotNet(),
            MachineChecks.Sqlite(),
            MachineChecks.Settings(),
            MachineChecks.Locale(),
            MachineChecks.Clock(TimeProvider.System, location.Path),
            MachineChecks.Disk(BooksChecks.ExistingFolder(location.Path)),
            BooksChecks.Writable(location.Path),
            await BooksChecks.OwnerAsync(location, cancel),
            .. await BooksChecks.ContentAsync(location, cancel),
            await FxChecks.RatesAsync(location, TimeProvider.System, cancel),
        ];
        new DoctorView(findings).Write(format);
        return findings.Exists(f => f.Verdict == Verdict.Fail) ? ExitCode.Failed : ExitCode.Done;
    }
}
