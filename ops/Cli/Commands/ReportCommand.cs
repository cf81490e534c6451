using System.CommandLine;
using Sluice.Cli.Hosting;
using Sluice.Cli.Pack;
using Sluice.Cli.Rendering;
using Sluice.Cli.Rendering.Views;

namespace Sluice.Cli.Commands;

/// <summary><c>report close M</c>: a closed month as files for auditors.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string> Month = MonthArgument.Create("A closed month");
    private static readonly Option<string?> Out = new("--out") { Description = "Folder to write to, new or empty (default close-pack-M)", HelpName = "DIR" };

    public static Command Create() => new("report", "Write reports")
    {
        new Command("close", "A closed month for auditors: documents, credit notes, reruns, audit log, commands, checksums") { Month, Out }.Runs(CloseAsync),
    };

    private static async Task CloseAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var month = parsed.Month(Month);
        var folder = parsed.GetValue(Out) is { Length: > 0 } named ? named : $"close-pack-{month}";
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw CliException.Refused($"{folder} holds something already: name another folder with --out, so that no file of another pack is among these");
        }

        await using var books = await ReadSide.OpenAsync(parsed, cancel);
        var pack = await ClosePack.ReadAsync(books, month, cancel)
            ?? throw CliException.Refused($"{month} is not closed for anybody: ./sluice close {month}");
        var files = Write(pack, folder);
        Console.Error.WriteLine($"{files.Count} files of {month} in {folder}: begin with {Path.Combine(folder, PackWriter.Index)}");
        new PackView(files).Write(format);
    }

    private static IReadOnlyList<PackFile> Write(ClosePack pack, string folder)
    {
        try
        {
            return new PackWriter(folder).Write(pack);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw CliException.Failed($"cannot write to {DisplayText.Clean(folder)}: {failed.Message}", failed);
        }
    }
}
