using System.CommandLine;
using Sluice.Cli.Hosting;
using Sluice.Cli.Rendering;
using Sluice.Samples;

namespace Sluice.Cli.Commands;

/// <summary><c>generate</c>: a sample month with known faults, as files.</summary>
internal static class GenerateCommand
{
    public const string MonthDefault = "2026-01";
    public const long SeedDefault = 1;

    private static readonly Option<string> Dir = new("--dir") { Description = "Folder to write to", HelpName = "D", Required = true };
    private static readonly Option<string?> Month = new("--month") { Description = $"The month (default {MonthDefault})", HelpName = "YYYY-MM" };
    private static readonly Option<long> Reports = new("--reports") { Description = "Good reports: distinct, live, priceable and not held", HelpName = "N", DefaultValueFactory = _ => 20_000 };
    private static readonly Option<long> Seed = new("--seed") { Description = "The same seed gives the same files", HelpName = "S", DefaultValueFactory = _ => SeedDefault };

    public static Command Create() =>
        new Command("generate", "Write a sample month in seven currencies for all topics; truth.jsonl lists its injected faults") { Dir, Month, Reports, Seed }.Runs(Run);

    private static Task Run(ParseResult parsed, CancellationToken cancel)
    {
        parsed.OutputFormat();
        var month = (parsed.Month(Month) ?? Topology.Time.BusinessMonth.Parse(MonthDefault)).ToString();
        Write(parsed.GetValue(Dir)!, new SampleOptions(month, parsed.GetValue(Reports), parsed.GetValue(Seed)), cancel);
        return Task.CompletedTask;
    }

    /// <summary>Writes the files, and tells which.</summary>
    public static void Write(string folder, SampleOptions options, CancellationToken cancel)
    {
        SampleMonth sample;
        try
        {
            sample = new SampleMonth(options);
        }
        catch (ArgumentException impossible)
        {
            throw CliException.Usage(impossible.Message, impossible);
        }

        var line = ProgressLine.Stderr;
        line.Begin("generate", options.Reports);
        sample.WriteTo(folder, new Shown(line), cancel);
        line.End();
        Console.Error.WriteLine(
            $"{folder}: {Amounts.Count(options.Reports)} good reports of {options.Month} (seed {options.Seed}); "
            + $"faults in {SampleTopics.Truth}.jsonl");
    }

    private sealed class Shown(ProgressLine line) : IProgress<long>
    {
        public void Report(long value) => line.Report(value, value);
    }
}
