using System.Diagnostics;
using Sluice.EndToEnd.Child.Killing;
using Sluice.EndToEnd.Tests.Harness;
using Sluice.EndToEnd.Tests.Million;
using Sluice.EndToEnd.Tests.Million.Kills;
using Xunit.Abstractions;

namespace Sluice.EndToEnd.Tests.Books.Kills;

[Collection(MillionCollection.Name)]
public sealed class DecisionKillTests(ITestOutputHelper output) : Sandbox
{
    private const int Seed = 20260201;

    /// <summary>Messages are taken one by one, commands begun, decided and ended: fewer commits than this decide nothing.</summary>
    private const int CommitsMin = 12;

    private static readonly int s_kills = Sizes.Full ? 300 : 20;
    private static readonly int s_reports = Sizes.Full ? 20_000 : 4_000;

    /// <summary>Before a commit all is as after the one before; the longer variant looks.</summary>
    public static TheoryData<string> Points => Sizes.Full ? [.. KillPoints.OfCommands] : [KillPoints.ControlCommitApplied];

    private string Begun => Path.Combine(Folder, "begun.db");

    private string Plain => Path.Combine(Folder, "plain.db");

    private string Interrupted => Path.Combine(Folder, "interrupted.db");

    [Fact]
    public async Task Documents_after_kills_at_random_instants_of_close_and_rerun_are_those_of_an_uninterrupted_run()
    {
        var alone = await RunAloneAsync();
        var random = new Random(Seed);
        var (kills, ends) = (0, 0);
        while (kills < s_kills)
        {
            Again();
            for (var done = false; !done;)
            {
                // The later lives have less to do.
                var kill = new Kill(null, 0, AtWork: true, alone * random.NextDouble());
                done = kills >= s_kills
                    ? (await Life.CompleteAsync(Arguments)).ExitCode == 0
                    : (await Life.SpendAsync(kill, mayComplete: true, Arguments)).ExitCode == 0;
                kills += done ? 0 : 1;
            }

            ends++;
            await Outcome.ShouldEqualAsync(Interrupted, Plain);
        }

        output.WriteLine($"seed {Seed}: {kills} kills within {alone.TotalMilliseconds:F0} ms of work, {ends} times to the end");
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Documents_after_a_kill_at_each_commit_of_close_and_rerun_are_those_of_an_uninterrupted_run(string point)
    {
        await RunAloneAsync();
        var commit = 1;
        for (; ; commit++)
        {
            Again();
            var kill = new Kill(point, commit, AtWork: false, default);
            using (var victim = Victim.Start([.. Arguments, "--stay", "no", .. kill.Arguments]))
            {
                var end = await victim.EndAsync(Patience.Short);
                end.ExitCode.ShouldBeOneOf([Victim.Killed, 0], end.Errors);
                if (end.ExitCode == 0)
                {
                    break;
                }
            }

            await Life.CompleteAsync(Arguments);
            await Outcome.ShouldEqualAsync(Interrupted, Plain);
        }

        output.WriteLine($"{commit - 1} commits");
        commit.ShouldBeGreaterThan(CommitsMin);
    }

    private string[] Arguments => ["run", Interrupted, "--shards", $"{Decisions.Shards}"];

    /// <summary>Runs it without a kill; returns how long the engine works.</summary>
    private async Task<TimeSpan> RunAloneAsync()
    {
        await Decisions.MakeAsync(Begun, s_reports);
        Copy(Begun, Plain);
        using var run = Victim.Start("run", Plain, "--shards", $"{Decisions.Shards}");
        await run.RunningAsync();
        var began = Stopwatch.GetTimestamp();
        var end = await run.EndAsync(Patience.Short);
        var took = Stopwatch.GetElapsedTime(began);
        end.ExitCode.ShouldBe(0, end.Errors);
        var documents = await Outcome.ShouldMeanSomethingAsync(Plain);
        output.WriteLine($"{s_reports:N0} reports, {documents} documents, {took.TotalMilliseconds:F0} ms");
        return took;
    }

    private void Again()
    {
        foreach (var file in Directory.GetFiles(Folder, "interrupted.db*"))
        {
            File.Delete(file);
        }

        Copy(Begun, Interrupted);
    }

    /// <summary>With what lies beside it, such as a write-ahead log.</summary>
    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(from)!, Path.GetFileName(from) + "*"))
        {
            File.Copy(file, to + file[from.Length..]);
        }
    }
}
