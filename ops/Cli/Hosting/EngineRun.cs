using Sluice.Cli.Reading;
using Sluice.Cli.Rendering;
using Sluice.Connectors.Embedded;
using Sluice.Connectors.Embedded.Owner;
using Sluice.Engine.Log;
using Sluice.Engine.Shards;
using Sluice.Engine.Telemetry;
using Sluice.Topology;
using Sluice.Topology.Reference;

namespace Sluice.Cli.Hosting;

/// <summary>The engine in this process, over all shards of a database it owns.</summary>
internal sealed class EngineRun : IAsyncDisposable
{
    private readonly EngineHost<PriceBook> _host;
    private readonly ILog _log;
    private readonly TimeProvider _time;
    private readonly long _started;

    private EngineRun(EngineHost<PriceBook> host, ILog log, int shards, TimeProvider time)
    {
        (_host, _log, Shards, _time) = (host, log, shards, time);
        _started = time.GetTimestamp();
    }

    public int Shards { get; }

    /// <summary>Records committed by this process.</summary>
    public long Records => _host.Progress.Sum(p => p.Records);

    /// <summary>Since the start.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_started);

    /// <summary>Starts the engine on the owner's database; every shard is this process's.</summary>
    public static async Task<EngineRun> StartAsync(EmbeddedSession session, BooksSettings settings, int? partitions, EngineMeters? meters, CancellationToken cancel)
    {
        var database = session.Database ?? throw new InvalidOperationException("only the owner runs the engine");
        var shards = await ShardsAsync(database, partitions, cancel);
        var host = await HostAsync(database, settings, shards, meters, cancel);
        for (var shard = 0; shard < shards; shard++)
        {
            host.Assign(shard);
        }

        OwnerStatus.Register(session, "run", host.IsIdleAsync);
        return new EngineRun(host, database.Log, shards, TimeProvider.System);
    }

    /// <summary>Makes the topics and tables that are missing; no shard is run.</summary>
    public static async Task PrepareAsync(EmbeddedSession session, BooksSettings settings, int? partitions, CancellationToken cancel)
    {
        var database = session.Database ?? throw new InvalidOperationException("only the owner prepares the books");
        await using var host = await HostAsync(database, settings, await ShardsAsync(database, partitions, cancel), meters: null, cancel);
    }

    /// <summary>Tells an operator something while the engine runs; from any thread.</summary>
    public static void Tell(string message)
    {
        ProgressLine.Stderr.End();
        Console.Error.WriteLine(message);
    }

    /// <summary>Records of the business topics that are not committed yet.</summary>
    public async Task<long> LagAsync(CancellationToken cancel)
    {
        var offsets = await _log.OffsetsAsync(FinanceTopics.Reports, cancel);
        return _host.Progress.Sum(p => p.Lag(new TopicPartition(FinanceTopics.Reports, p.Shard), offsets[p.Shard].End));
    }

    /// <summary>Runs until stopped or, where wanted, until everything is consumed, committed and published.</summary>
    public async Task RunAsync(bool untilIdle, CancellationToken stop)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var watch = WatchAsync(untilIdle, done.Token);
        var warn = untilIdle ? Task.CompletedTask : SettleOnceCaughtUpAsync(done.Token);
        try
        {
            await (untilIdle ? _host.WaitIdleAsync(stop) : _host.RunAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to stop: what is not committed is left for the next start.
        }
        finally
        {
            await done.CancelAsync();
            await watch;
            await warn;
            WarnOfTies();
        }
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static async Task<EngineHost<PriceBook>> HostAsync(
        EmbeddedDatabase database, BooksSettings settings, int shards, EngineMeters? meters, CancellationToken cancel)
    {
        await SettingsSeal.HoldAsync(database.Store, settings, cancel);
        var options = new EngineOptions { Shards = shards, Notify = Tell, Meters = meters };
        var host = new EngineHost<PriceBook>(FinanceTopology.Build(settings), database.Log, database.Store, options);
        await host.StartAsync(cancel);
        return host;
    }

    private static async Task<int> ShardsAsync(EmbeddedDatabase database, int? wanted, CancellationToken cancel)
    {
        var topics = await database.Log.TopicsAsync(cancel);
        if (topics.FirstOrDefault(t => t.Name == FinanceTopics.Reports) is not { } reports)
        {
            return BooksConfiguration.Partitions(wanted);
        }

        return wanted is null || wanted == reports.Partitions
            ? reports.Partitions
            : throw CliException.Refused($"topic {reports.Name} has {reports.Partitions} partitions, not {wanted}: their number is fixed once the topic is made");
    }

    private async Task SettleOnceCaughtUpAsync(CancellationToken cancel)
    {
        try
        {
            while (!await _host.IsIdleAsync(cancel))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250), _time, cancel);
            }

            MemoryTrim.AfterBurst();
            WarnOfTies();
        }
        catch (OperationCanceledException)
        {
            // Stopped before it had caught up: the end warns.
        }
    }

    private void WarnOfTies()
    {
        ProgressLine.Stderr.End();
        foreach (var line in TieWarnings.Of(_host.Reference))
        {
            Console.Error.WriteLine(line);
        }
    }

    private async Task WatchAsync(bool untilIdle, CancellationToken cancel)
    {
        if (!Terminal.Stderr.Interactive)
        {
            return;
        }

        try
        {
            var line = ProgressLine.Stderr;
            line.Begin("run", total: 0);
            while (true)
            {
                var before = Records;
                await Task.Delay(untilIdle ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(1), _time, cancel);
                var (records, lag) = (Records, await LagAsync(cancel));
                if (untilIdle)
                {
                    line.Resize(records + lag);
                    line.Report(records, records);
                }
                else
                {
                    line.Show($"{Amounts.Count(records)} records  {Amounts.Count(records - before)}/s  lag {Amounts.Count(lag)}");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
    }
}
