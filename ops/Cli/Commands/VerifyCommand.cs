using System.CommandLine;
using Sluice.Cli.Explaining;
using Sluice.Cli.Hosting;
using Sluice.Cli.Rendering;
using Sluice.Cli.Rendering.Views;
using Sluice.Topology.Books.Explaining;
using Sluice.Topology.Books.Verifying;

namespace Sluice.Cli.Commands;

/// <summary><c>verify</c>: an fsck for the books. It reads only, and beside a running engine.</summary>
internal static class VerifyCommand
{
    public static Command Create() =>
        new Command("verify", "Check the books against their laws and, by a second path, against the log; exit code 1 names the first break").Runs(RunAsync);

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        await using var books = await ReadSide.OpenAsync(parsed, cancel);
        List<BookCheck> checks = [];
        if (books.Reader is { } reader)
        {
            try
            {
                var settings = await books.SettingsAsync(cancel);
                var verifier = new BooksVerifier(await ReaderSource.OpenAsync(reader, settings, cancel), settings, reader.UnguardedAsync);
                var line = ProgressLine.Stderr;
                line.Begin("verify", total: 0);
                await foreach (var check in verifier.RunAsync(cancel))
                {
                    checks.Add(check);
                    line.Show($"{Terminal.Stderr.Paint("verify", Tone.Strong)}  {check.Name}: {check.Checked} checked");
                }

                line.End();
            }
            catch (ExplainException failed)
            {
                throw CliException.Failed(failed.Message, failed);
            }
        }

        new VerifyView(checks).Write(format);
        if (checks.Find(check => !check.Holds) is not { } broken)
        {
            return ExitCode.Done;
        }

        var more = checks.Sum(check => check.Breaks.Count) - 1;
        Console.Error.WriteLine(Secrets.Cleaned($"sluice: {broken.Name}: {DisplayText.Clean(broken.Breaks[0])}{(more > 0 ? $" (and {more} more)" : "")}"));
        return ExitCode.Failed;
    }
}
