using System.Globalization;
using System.Security.Cryptography;
using Sluice.Simulation.Command;
using Sluice.Simulation.Commanding.Steps;
using Sluice.Simulation.Running;
using Xunit.Abstractions;

namespace Sluice.Simulation.Tests.Margin;

public sealed class SeedTests(ITestOutputHelper output)
{
    private const int FreshSeeds = 500;

    private const int SteadySeeds = 12;

    public static TheoryData<ulong, string> FailedSeeds()
    {
        var data = new TheoryData<ulong, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "FailedSeeds.txt")).Where(l => l.Length > 0 && l[0] != '#'))
        {
            var (seed, reason) = (line[..line.IndexOf(' ')], line[line.IndexOf(' ')..].Trim());
            data.Add(ulong.Parse(seed, CultureInfo.InvariantCulture), reason);
        }

        return data;
    }

    [Fact]
    public void Fresh_seeds_agree_with_the_oracle()
    {
        var first = (ulong)RandomNumberGenerator.GetInt32(1, int.MaxValue);
        output.WriteLine($"{FreshSeeds} seeds from {first} on");
        var campaign = new Campaign();
        campaign.Run(first, FreshSeeds, Environment.ProcessorCount);
        output.WriteLine(Summary.Of(campaign, first, TimeSpan.Zero));

        campaign.Failures.Select(f => $"{Summary.Replay(f.Seed)}: {f.Failure}").ShouldBeEmpty();
        campaign.Done.ShouldBe(FreshSeeds);
        campaign.MedianRecords.ShouldBeGreaterThanOrEqualTo(1_000);
        campaign.Books["histories with a close"].ShouldBe(FreshSeeds);
        campaign.Books["histories with a rerun"].ShouldBe(FreshSeeds);
        campaign.Books["histories verified"].ShouldBePositive();
        campaign.Books["cancel done"].ShouldBePositive();
        campaign.Books["late records"].ShouldBeGreaterThan(FreshSeeds);
        campaign.Steps["month-close", CommandStep.Prepare, StepEvent.Crash].ShouldBePositive();
        campaign.Steps["rerun", CommandStep.Finish, StepEvent.Transient].ShouldBePositive();
    }

    /// <summary>Always the same: what mutants of the engine are held against.</summary>
    [Fact]
    public void First_seeds_agree_with_the_oracle()
    {
        var campaign = new Campaign();
        campaign.Run(first: 1, SteadySeeds, Environment.ProcessorCount, stopAtFailure: true);

        campaign.Failures.Select(f => $"{Summary.Replay(f.Seed)}: {f.Failure}").ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(FailedSeeds))]
    public void Seeds_that_failed_once_agree_with_the_oracle(ulong seed, string reason) =>
        SeedRun.Run(seed).Failure.ShouldBeNull($"{Summary.Replay(seed)} failed before: {reason}");
}
