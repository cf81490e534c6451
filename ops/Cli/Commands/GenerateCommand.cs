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

    private const long ReportsOfAJob = 4;

    // More are made when they are asked for: they are kept in memory.
    private const long JobsDefaultMax = 100_000;

    private static readonly Option<string> Dir = new("--dir") { Description = "Folder to write to", HelpName = "D", Required = true };
    private static readonly Option<string?> Month = new("--month") { Description = $"The month (default {MonthDefault})", HelpName = "YYYY-MM" };
    private static readonly Option<long> Reports = new("--reports") { Description = "Good reports: distinct, live, priceable and not held", HelpName = "N", DefaultValueFactory = _ => 20_000 };
    private static readonly Option<long> Seed = new("--seed") { Description = "The same seed gives the same files", HelpName = "S", DefaultValueFactory = _ => SeedDefault };

    private static readonly Option<long?> Jobs = new("--jobs") { Description = "Jobs that count, with a ledger and aliases (default a quarter of the reports; 0 for none)", HelpName = "N" };
    private static readonly Option<string> Ledger = new Option<string>("--ledger") { Description = "How hard the ledger is to match: whole, usual or hard", HelpName = "MIX", DefaultValueFactory = _ => "usual" }
        .AcceptOnlyFromAmong("whole", "usual", "hard");

    public static Command Create() =>
        new Command("generate", "Write a sample month in seven currencies for all topics; truth.jsonl lists its injected faults and what belongs together") { Dir, Month, Reports, Seed, Jobs, Ledger }.Runs(Run);

    private static Task Run(ParseResult parsed, CancellationToken cancel)
    {
        parsed.OutputFormat();
        var month = (parsed.Month(Month) ?? Topology.Time.BusinessMonth.Parse(MonthDefault)).ToString();
        var reports = parsed.GetValue(Reports);
        var options = new SampleOptions(month, reports, parsed.GetValue(Seed))
        {
            Jobs = parsed.GetValue(Jobs) ?? Math.Clamp(reports / ReportsOfAJob, 0, JobsDefaultMax),
            Ledger = parsed.GetValue(Ledger) switch { "whole" => LedgerMix.Whole, "hard" => LedgerMix.Hard, _ => LedgerMix.Usual },
        };
        Write(parsed.GetValue(Dir)!, options, cancel);
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
            $"{folder}: {Amounts.Count(options.Reports)} good reports{(options.Jobs > 0 ? $" and {Amounts.Count(options.Jobs)} jobs" : "")} of {options.Month} (seed {options.Seed}); "
            + $"faults in {SampleTopics.Truth}.jsonl");
    }

    private sealed class Shown(ProgressLine line) : IProgress<long>
    {
        public void Report(long value) => line.Report(value, value);
    }
}
