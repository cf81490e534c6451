using Sluice.Cli.Hosting;
using Sluice.Cli.Reading;
using Sluice.Cli.Rendering;
using Sluice.Cli.Sessions;
using Sluice.Connectors.Kafka;
using Sluice.Connectors.Kafka.Log;
using Sluice.Connectors.Kafka.Membership;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Shards;
using Sluice.Metrics;
using Sluice.Topology;
using Sluice.Topology.Reference;

namespace Sluice.Cli.Running;

/// <summary>
/// The engine in this process, over all shards of books it owns or over those that a group gives it. The caller's flow
/// runs it; what is shown meanwhile only looks.
/// </summary>
internal sealed class EngineRun : IAsyncDisposable
{
    /// <summary>What its process is called to those who ask the owner of a file.</summary>
    public const string Name = "run";

    /// <summary>Between two looks whether all is done: at an engine in memory, and at brokers and server over the network.</summary>
    private static readonly TimeSpan LookNear = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LookFar = TimeSpan.FromMilliseconds(100);

    /// <summary>Between two looks of a run that goes on.</summary>
    private static readonly TimeSpan LookLive = TimeSpan.FromMilliseconds(250);

    private readonly EngineHost<PriceBook> _host;
    private readonly IdleCheck<PriceBook>? _idle;
    private readonly ILog _log;
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly long _started;

    private EngineRun(EngineHost<PriceBook> host, IdleCheck<PriceBook>? idle, ILog log, int shards, byte[]? commandKey)
    {
        (_host, _idle, _log, Shards, CommandKey) = (host, idle, log, shards, commandKey);
        _started = _time.GetTimestamp();
    }

    /// <summary>Of the books, whoever runs them.</summary>
    public int Shards { get; }

    /// <summary>What commands must be signed with; null where it is not configured, and none can be taken.</summary>
    public byte[]? CommandKey { get; }

    /// <summary>Records committed by this process.</summary>
    public long Records => _host.Records;

    /// <summary>Since the start.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_started);

    /// <summary>Starts the engine: on a file with every shard, on shared books with those that the group gives it.</summary>
    /// <param name="telemetry">Where it tells how it does, or null.</param>
    public static async Task<EngineRun> StartAsync(
        IBooksSession session, StoreLocation location, BooksSettings settings, int? partitions, WorkerTelemetry? telemetry, CancellationToken cancel)
    {
        var store = session.Store ?? throw new InvalidOperationException("only the owner runs the engine");
        var shards = await ShardsAsync(session.Log, partitions, cancel);
        await SettingsSeal.HoldAsync(session, location, settings, cancel);
        var key = Control.CommandKey.Find(location);
        var topology = FinanceTopology.Build(settings);
        var rerun = RerunSettings.Read();
        var membership = location.Server is null ? null : await JoinAsync(session.Log, location.Kafka!, shards, cancel);
        var options = new EngineOptions
        {
            Shards = shards,
            Notify = Messages.Tell,
            Meters = telemetry?.Engine,
            Commands = key is null ? null : new CommandSeal(key),
            ReplayBytes = rerun.Bytes,
            ReplayRecordsPerSecond = rerun.RecordsPerSecond,
        };
        var host = new EngineHost<PriceBook>(topology, session.Log, store, options, membership);
        try
        {
            await host.StartAsync(cancel);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }

        for (var shard = 0; membership is null && shard < shards; shard++)
        {
            host.Assign(shard);
        }

        var idle = location.Kafka is null ? null : new IdleCheck<PriceBook>(
            topology, session.Log, store, shards, shard => host.Progress.Any(p => p.Shard == shard && p.IsRunning));
        var run = new EngineRun(host, idle, session.Log, shards, key);
        session.Announce(Name, run.IsIdleAsync);
        telemetry?.Started(session.Log, store, [FinanceTopics.Reports]);
        return run;
    }

    /// <summary>Makes the topics and tables that are missing; no shard is run.</summary>
    public static async Task PrepareAsync(
        IBooksSession session, StoreLocation location, BooksSettings settings, int? partitions, CancellationToken cancel)
    {
        var store = session.Store ?? throw new InvalidOperationException("only the owner prepares the books");
        var shards = await ShardsAsync(session.Log, partitions, cancel);
        await SettingsSeal.HoldAsync(session, location, settings, cancel);
        if (location.Server is not null)
        {
            await session.Log.EnsureTopicAsync(KafkaMembership.TopicOf(new MembershipOptions(), shards), cancel);
        }

        var options = new EngineOptions { Shards = shards, Notify = Messages.Tell };
        await using var host = new EngineHost<PriceBook>(FinanceTopology.Build(settings), session.Log, store, options);
        await host.StartAsync(cancel);
    }

    /// <summary>Records of the business topics that are not committed yet, of this process's shards; null while the log does not answer.</summary>
    public async Task<long?> LagAsync(CancellationToken cancel)
    {
        try
        {
            var offsets = await _log.OffsetsAsync(FinanceTopics.Reports, cancel);
            return _host.Progress.Sum(p => p.Lag(new TopicPartition(FinanceTopics.Reports, p.Shard), offsets[p.Shard].End));
        }
        catch (LogException)
        {
            return null;
        }
    }

    /// <summary>
    /// The lag at the end, by the positions in the store: a shard that was given last may not have been loaded here. Of
    /// all shards once everything is idle, else of this process's; null while log or store do not answer.
    /// </summary>
    public Task<long?> FinalLagAsync(bool isIdle, CancellationToken cancel)
    {
        var own = _host.Progress.Select(p => p.Shard).ToHashSet();
        return _idle?.LagAsync(FinanceTopics.Reports, shard => isIdle || own.Contains(shard), cancel) ?? LagAsync(cancel);
    }

    /// <summary>Runs until stopped or, where wanted, until everything is consumed, committed and published.</summary>
    /// <param name="isShown">Whether a person sees how far it is; false where something else is shown meanwhile.</param>
    public async Task RunAsync(bool untilIdle, CancellationToken stop, bool isShown = true)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var watch = isShown ? WatchAsync(untilIdle, done.Token) : Task.CompletedTask;
        try
        {
            await LoopAsync(untilIdle, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to stop: what is not committed is left for the next start.
        }
        finally
        {
            await done.CancelAsync();
            await watch;
            WarnOfTies();
        }
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>Joins the group that shares the shards out; its topic is made where it is missing.</summary>
    private static async Task<KafkaMembership> JoinAsync(ILog log, KafkaOptions kafka, int shards, CancellationToken cancel)
    {
        var options = MembershipOptions.Of(kafka);
        await log.EnsureTopicAsync(KafkaMembership.TopicOf(options, shards), cancel);
        return new KafkaMembership(kafka, options, log as KafkaLog);
    }

    private static async Task<int> ShardsAsync(ILog log, int? wanted, CancellationToken cancel)
    {
        var topics = await log.TopicsAsync(cancel);
        if (topics.FirstOrDefault(t => t.Name == FinanceTopics.Reports) is not { } reports)
        {
            return BooksConfiguration.Partitions(wanted);
        }

        return wanted is null || wanted == reports.Partitions
            ? reports.Partitions
            : throw CliException.Refused($"topic {reports.Name} has {reports.Partitions} partitions, not {wanted}: their number is fixed once the topic is made");
    }

    private async Task LoopAsync(bool untilIdle, CancellationToken stop)
    {
        for (var settled = false; ;)
        {
            _host.ThrowIfFailed();
            if (!settled && await IsIdleAsync(stop))
            {
                if (untilIdle)
                {
                    return;
                }

                settled = true;
                MemoryTrim.AfterBurst();
                WarnOfTies();
            }

            await Task.Delay(!untilIdle ? LookLive : _idle is null ? LookNear : LookFar, _time, stop);
        }
    }

    /// <summary>Not before the reference topics were read here: what is told of them at the end is of all that they hold.</summary>
    public async Task<bool> IsIdleAsync(CancellationToken cancel) =>
        _host.HasReadReference && await (_idle?.IsIdleAsync(cancel) ?? _host.IsIdleAsync(cancel));

    private void WarnOfTies()
    {
        foreach (var line in TieWarnings.Of(_host.Reference))
        {
            Messages.Tell(line);
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
                    line.Resize(records + (lag ?? 0));
                    line.Report(records, records);
                }
                else
                {
                    line.Show($"{Amounts.Count(records)} records  {Amounts.Count(records - before)}/s  lag {Lag(lag)}");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
    }

    /// <summary>For a person.</summary>
    public static string Lag(long? lag) => lag is { } known ? Amounts.Count(known) : "unknown";
}
