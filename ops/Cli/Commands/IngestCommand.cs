using System.CommandLine;
using Sluice.Cli.Fx;
using Sluice.Cli.Hosting;
using Sluice.Cli.Ingest;
using Sluice.Cli.Rendering;
using Sluice.Cli.Rendering.Views;

namespace Sluice.Cli.Commands;

/// <summary><c>ingest TOPIC FILE</c> and <c>ingest --dir D</c>: appends records to the log.</summary>
internal static class IngestCommand
{
    private static readonly Argument<string?> Topic = new("TOPIC") { Description = "Topic of the records", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Argument<string?> File = new("FILE") { Description = "A .jsonl or .csv file; for fx_rates also a file of the European Central Bank's (.csv, .xml, .zip)", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Dir = new("--dir") { Description = "A folder with TOPIC.jsonl and TOPIC.csv files", HelpName = "D" };
    private static readonly Option<int?> Partitions = new("--partitions")
    {
        Description = $"Partitions of a topic that is new ({BooksConfiguration.PartitionsVariable}; default {BooksConfiguration.PartitionsDefault})",
        HelpName = "N",
    };

    private static readonly Option<string?> From = RateOptions.From("Of a file of the European Central Bank's, this date and later ones only");
    private static readonly Option<string[]> Currency = RateOptions.Currency("Of such a file, this currency only; may be repeated");

    public static Command Create() =>
        new Command("ingest", "Append records to the log, from one file or a folder") { Topic, File, Dir, Partitions, From, Currency }.Runs(RunAsync);

    private static async Task RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var location = parsed.Location();
        var format = parsed.OutputFormat();
        var files = Files(parsed.GetValue(Topic), parsed.GetValue(File), parsed.GetValue(Dir));
        var partitions = BooksConfiguration.Partitions(parsed.GetValue(Partitions));
        var wish = parsed.Wish(await SettingsSeal.BaseCurrencyAsync(location, cancel), From, Currency);
        if ((wish.From is not null || wish.Only is not null) && !files.Any(EcbConversion.Fits))
        {
            throw CliException.Usage("--from and --currency choose among the rates of a file of the European Central Bank's, and there is none here");
        }

        await using var session = await Books.OpenLogAsync(location, "ingest", cancel);
        var ecb = new EcbConversion(wish, new RateLog(location, session.Log, wish.Quote, TimeProvider.System), TimeProvider.System);
        var done = await IngestAsync(new Ingestion(session, partitions, TimeProvider.System, ecb), files, cancel);
        new IngestView(done).Write(format);
    }

    /// <summary>Takes the files one after the other, and tells how much and how fast.</summary>
    public static async Task<IReadOnlyList<IngestedFile>> IngestAsync(Ingestion ingestion, IReadOnlyList<TopicFile> files, CancellationToken cancel)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        var done = new List<IngestedFile>();
        foreach (var file in files)
        {
            done.Add(await ingestion.IngestAsync(file, ProgressLine.Stderr, cancel));
        }

        var (records, seconds) = (done.Sum(f => f.Records), time.GetElapsedTime(started).TotalSeconds);
        Console.Error.WriteLine(
            $"{Amounts.Count(records)} records ({Amounts.Bytes(done.Sum(f => f.Bytes))}) appended in {seconds:0.0} s, "
            + $"{Amounts.Count((long)(records / Math.Max(seconds, 0.001)))} records/s");
        return done;
    }

    private static IReadOnlyList<TopicFile> Files(string? topic, string? file, string? folder)
    {
        if (folder is not null)
        {
            if (topic is not null)
            {
                throw CliException.Usage("write either ingest TOPIC FILE or ingest --dir D, not both");
            }

            var (files, skipped) = TopicFile.In(folder);
            if (skipped.Count > 0)
            {
                Console.Error.WriteLine($"not a topic of this version, skipped: {string.Join(", ", skipped)}");
            }

            return files.Count > 0 ? files : throw CliException.Usage($"{folder} holds no TOPIC.jsonl or TOPIC.csv of {string.Join(", ", TopicFile.Topics)}");
        }

        return topic is not null && file is not null
            ? [TopicFile.Of(topic, file)]
            : throw CliException.Usage($"write ingest TOPIC FILE or ingest --dir D; the topics are {string.Join(", ", TopicFile.Topics)}");
    }
}
