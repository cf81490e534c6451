using System.CommandLine;
using Sluice.Cli.Explaining;
using Sluice.Cli.Hosting;
using Sluice.Cli.Reading;
using Sluice.Cli.Rendering;
using Sluice.Cli.Rendering.Views;
using Sluice.Engine.Outputs;
using Sluice.Topology.Books;
using Sluice.Topology.Books.Explaining;
using Sluice.Topology.Books.Verifying;
using Sluice.Topology.Reference;

namespace Sluice.Cli.Commands;

/// <summary><c>verify</c>: an fsck for the books. It reads only, and beside a running engine.</summary>
internal static class VerifyCommand
{
    /// <summary>Before books that changed are read again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static Command Create() =>
        new Command("verify", "Check the books against their laws and, by a second path, against the log; exit code 1 names the first break").Runs(RunAsync);

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        await using var books = await ReadSide.OpenAsync(parsed, cancel);
        IReadOnlyList<BookCheck> checks = [];
        if (books.Reader is { } reader)
        {
            try
            {
                var quiet = new QuietPass(stop => MarkAsync(parsed, reader, stop), stop => PassAsync(parsed, stop), stop => Task.Delay(Pause, TimeProvider.System, stop), Messages.Tell);
                checks = await quiet.RunAsync(cancel);
            }
            catch (ExplainException failed)
            {
                throw CliException.Failed(failed.Message, failed);
            }
        }

        new VerifyView(checks).Write(format);
        if (checks.FirstOrDefault(check => !check.Holds) is not { } broken)
        {
            return ExitCode.Done;
        }

        var more = checks.Sum(check => check.Breaks.Count) - 1;
        Console.Error.WriteLine(Secrets.Cleaned($"sluice: {broken.Name}: {DisplayText.Clean(broken.Breaks[0])}{(more > 0 ? $" (and {more} more)" : "")}"));
        return ExitCode.Failed;
    }

    /// <summary>Opened anew, as a look at a file knows the log's ends of the moment it was opened.</summary>
    private static async Task<IReadOnlyList<BookCheck>> PassAsync(ParseResult parsed, CancellationToken cancel)
    {
        await using var books = await ReadSide.OpenAsync(parsed, cancel);
        var reader = books.Reader ?? throw CliException.Failed("the books are gone");
        var settings = await books.SettingsAsync(cancel);
        var verifier = new BooksVerifier(await ReaderSource.OpenAsync(reader, settings, cancel), settings, reader.UnguardedAsync);
        List<BookCheck> checks = [];
        var line = ProgressLine.Stderr;
        line.Begin("verify", total: 0);
        await foreach (var check in verifier.RunAsync(cancel))
        {
            checks.Add(check);
            line.Show($"{Terminal.Stderr.Paint("verify", Tone.Strong)}  {check.Name}: {check.Checked} checked");
        }

        line.End();
        return checks;
    }

    private static async Task<BooksMark> MarkAsync(ParseResult parsed, IBooksReader reader, CancellationToken cancel)
    {
        await using var now = await ReadSide.OpenAsync(parsed, cancel);
        var ends = await (now.Reader ?? reader).OffsetsAsync(ReferenceTopics.Bookings, cancel);
        return BooksMark.Of(
            await reader.ReadRowsAsync(BooksTables.ChainHeads, [], cancel),
            await reader.ReadRowsAsync(EngineTables.Commands, [], cancel),
            await reader.StandingsAsync(cancel),
            ends.Count > 0 ? ends[0].End : 0);
    }
}
