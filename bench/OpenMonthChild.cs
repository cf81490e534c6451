using System.Diagnostics;
using Sluice.Engine.Shards;

namespace Sluice.Bench;

/// <summary>The engine of the open-month bench: loads, consumes what is there, says what it took, and waits to be killed.</summary>
internal static class OpenMonthChild
{
    public const string Idle = "idle";
    private const int Million = 1_000_000;

    public static async Task RunAsync(string path, BenchOptions options)
    {
        await using var database = await Rig.OpenAsync(path);
        var millions = new Millions();
        var engine = Rig.Engine(database, new EngineOptions { Shards = options.Shards, Committed = _ => millions.Note(), Notify = Console.Error.WriteLine });
        await Rig.StartAsync(engine, options.Shards);
        millions.Of = engine.Progress;
        while (!engine.Progress.All(p => p.IsRunning))
        {
            engine.ThrowIfFailed();
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }

        var sinceStart = TimeProvider.System.GetUtcNow() - new DateTimeOffset(Process.GetCurrentProcess().StartTime);
        Console.WriteLine($"all shards take records {sinceStart.TotalSeconds:F2} s after the process started, {Resident("VmRSS")} MiB resident");
        await engine.WaitIdleAsync(default);
        var peak = Resident("VmRSS");
        MemoryTrim.AfterBurst();
        Console.WriteLine($"{millions.Describe()}; {Resident("VmRSS")} MiB resident when idle, {peak} before giving back");
        Console.WriteLine(Idle);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
    }

    private static long Resident(string field)
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) >> 10;
    }

    /// <summary>Notes when each million was committed.</summary>
    private sealed class Millions
    {
        private readonly long _start = Stopwatch.GetTimestamp();
        private readonly List<(double Seconds, double Cpu)> _at = [];
        private readonly Lock _gate = new();

        public IReadOnlyList<ShardProgress> Of { get; set; } = [];

        public void Note()
        {
            lock (_gate)
            {
                while (Of.Sum(p => p.Records) >= (_at.Count + 1L) * Million)
                {
                    _at.Add((Stopwatch.GetElapsedTime(_start).TotalSeconds, Environment.CpuUsage.TotalTime.TotalSeconds));
                }
            }
        }

        public string Describe()
        {
            lock (_gate)
            {
                var last = _at.Count > 1
                    ? $", last million in {_at[^1].Seconds - _at[^2].Seconds:F2} s ({_at[^1].Cpu - _at[^2].Cpu:F2} CPU s)"
                    : "";
                return _at.Count == 0 ? "no full million" : $"first million {_at[0].Seconds:F2} s after the start ({_at[0].Cpu:F2} CPU s){last}";
            }
        }
    }
}
