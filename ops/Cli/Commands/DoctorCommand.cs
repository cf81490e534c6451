using System.CommandLine;
using Sluice.Cli.Doctor;
using Sluice.Cli.Hosting;
using Sluice.Cli.Rendering.Views;

namespace Sluice.Cli.Commands;

/// <summary><c>doctor</c>: checks configuration, store, log, clock and disk, and says what to fix.</summary>
internal static class DoctorCommand
{
    public static Command Create() => new Command("doctor", "Check configuration, store, log, books, clock and disk; say what to fix").Runs(RunAsync);

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var location = parsed.Location();
        List<Finding> findings =
        [
            MachineChecks.DotNet(),
            MachineChecks.Settings(),
            MachineChecks.Locale(),
            MachineChecks.Clock(TimeProvider.System, location.Path),
            MachineChecks.Disk(BooksChecks.ExistingFolder(location.Beside)),
        ];
        IReadOnlyList<Finding> grounds = [.. await StoreAsync(location, cancel), .. await LogAsync(location, cancel)];
        findings.AddRange(grounds);

        // Where store or log fails, all that rests on it would fail too, and say nothing new.
        if (grounds.All(f => f.Verdict != Verdict.Fail))
        {
            findings.AddRange(await BooksChecks.ContentAsync(location, cancel));
            findings.Add(await FxChecks.RatesAsync(location, TimeProvider.System, cancel));
        }

        new DoctorView(findings).Write(format);
        return findings.Exists(f => f.Verdict == Verdict.Fail) ? ExitCode.Failed : ExitCode.Done;
    }
    private static async Task<IReadOnlyList<Finding>> StoreAsync(StoreLocation location, CancellationToken cancel) => location.Path is { } path
        ? [MachineChecks.Sqlite(), BooksChecks.Writable(path), await BooksChecks.OwnerAsync(path, cancel)]
        : await ServerChecks.AllAsync(location.Server!, cancel);

    private static async Task<IReadOnlyList<Finding>> LogAsync(StoreLocation location, CancellationToken cancel) => location.Kafka is { } kafka
        ? await KafkaChecks.AllAsync(kafka, cancel)
        : [];
}
