using System.Security.Cryptography;
using Sluice.Simulation.Command;
using Sluice.Simulation.Running;

namespace Sluice.Simulation;

/// <summary>
/// Runs seeds and says what they found. Exit codes: 0 all well, 1 a seed failed, or too little was tried where that is
/// asked for, 2 wrong usage.
/// </summary>
public static class Program
{
    private static readonly TimeSpan s_progressEvery = TimeSpan.FromSeconds(2);

    public static int Main(string[] args)
    {
        var (options, fault) = SimulateOptions.Parse(args);
        if (options is null)
        {
            Console.Error.WriteLine($"{fault}; usage: {SimulateOptions.Usage}");
            return 2;
        }

        if (options.Help)
        {
            Console.WriteLine($"usage: {SimulateOptions.Usage}");
            return 0;
        }

        var first = options.First ?? (ulong)RandomNumberGenerator.GetInt32(1, int.MaxValue);
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        var campaign = new Campaign();
        using (clock.CreateTimer(_ => Progress(campaign, options, first), null, s_progressEvery, s_progressEvery))
        {
            Console.Error.WriteLine($"{options.Seeds} seeds from {first} on");
            campaign.Run(
                first, options.Seeds, Math.Min(Environment.ProcessorCount, options.Seeds),
                tell: options.Verbose ? Console.Error.WriteLine : null, records: options.Records);
        }

        Console.WriteLine(Summary.Of(
            campaign, first, clock.GetElapsedTime(started), failed => ShortestPrefix.Find(failed, records => SeedRun.Run(failed.Seed, records: records)), options.Records, options.Coverage));
        return campaign.Failures.Count > 0 || (options.Coverage && campaign.TooSeldom().Count > 0) ? 1 : 0;
    }

    private static void Progress(Campaign campaign, SimulateOptions options, ulong first)
    {
        var failed = campaign.Failures;
        Console.Error.WriteLine(failed.Count == 0
            ? $"{campaign.Done} of {options.Seeds} seeds"
            : $"{campaign.Done} of {options.Seeds} seeds, {failed.Count} failed, the first: {Summary.Replay(failed[0].Seed)} (began at {first})");
    }
}
