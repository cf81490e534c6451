using System.Buffers.Binary;
using Sluice.Engine.Log;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Compliance;
using Sluice.Engine.Testing.Faults;
using Sluice.Engine.Testing.Memory;
using Sluice.Engine.Testing.Scheduling;

namespace Sluice.Engine.Tests.Testing.Faults;

/// <summary>
/// The smallest consumer that claims exactly-once: it counts the records of one partition, with the count as a segment
/// and as a row in the same commit as its position. One seed is one history of crashes, takeovers and lost answers.
/// </summary>
internal sealed class CountingWorld(ulong seed)
{
    private static readonly TopicPartition s_source = new("t", 0);

    private readonly SeededScheduler _world = new(seed);
    private readonly SimulationRandom _random = new(~seed);
    private readonly InMemoryLog _log = new();
    private readonly InMemoryStore _store = new();
    private int _processes;

    public FaultPlan Plan { get; } = new(seed);

    public ulong TraceHash => _world.TraceHash;

    public long Steps => _world.Steps;

    /// <summary>Plays the history; returns the records there are, and those counted in the segments and in the row.</summary>
    public (long There, long InSegments, decimal InRow) Play() => _world.Run(async () =>
    {
        await _log.EnsureTopicAsync(new TopicSpec("t", 1), default);
        await _store.PrepareAsync(StoreTestData.Tables, default);
        Spawn("producer", ProduceAsync);
        Spawn("first", CountAsync);
        await DelayAsync(1);
        Spawn("second", CountAsync);
        await DelayAsync(20);
        Plan.Enabled = false;
        await DelayAsync(200);
        var there = (await _log.OffsetsAsync("t", default))[0].End;
        var counted = 0L;
        await _store.LoadAsync(await _store.TakeAsync(0, default), (_, s) => counted += BinaryPrimitives.ReadInt64LittleEndian(s), default);
        var rows = await _store.ReadRowsAsync(StoreTestData.Partials, [], default);
        return (there, counted, rows.Count == 0 ? 0 : (decimal)rows[0][2]!);
    });

    /// <summary>Keeps one process of the kind running: where it crashes, the next one starts a little later.</summary>
    private void Spawn(string name, Func<ILog, IStore, Task> main)
    {
        var process = _world.CreateProcess($"{name} {_processes++}");
        var faults = new FaultInjector(Plan, _world.Time, process);
        _ = process.Start(() => main(new FaultyLog(_log, faults), new FaultyStore(_store, faults)));
        _ = RespawnAsync();

        async Task RespawnAsync()
        {
            await process.Death;
            await DelayAsync(_random.Below(3));
            Spawn(name, main);
        }
    }

    private async Task ProduceAsync(ILog log, IStore store)
    {
        while (Plan.Enabled)
        {
            await DelayAsync(0.1);
            try
            {
                await log.AppendAsync([(s_source, LogTestData.Numbered("n", 1 + _random.Below(5)))], default);
            }
            catch (LogException)
            {
                continue;
            }
        }
    }

    private async Task CountAsync(ILog log, IStore store)
    {
        while (true)
        {
            try
            {
                var lease = await store.TakeAsync(0, default);
                var total = 0L;
                await store.LoadAsync(lease, (_, segment) => total += BinaryPrimitives.ReadInt64LittleEndian(segment), default);
                await CommitBatchesAsync(log, store, lease, total);
            }
            catch (Exception e) when (e is LogException or StoreException or FencedException or CommitUnknownException)
            {
                await DelayAsync(_random.Below(10));
            }
        }
    }

    private static async Task CommitBatchesAsync(ILog log, IStore store, ShardLease lease, long total)
    {
        var positions = lease.Positions;
        for (var sequence = lease.Sequence + 1; ; sequence++)
        {
            var batch = await log.ReadAsync(s_source, positions[s_source], 7, 1 << 20, default);
            positions = positions.With(s_source, batch.NextOffset);
            total += batch.Count;
            var segment = new byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(segment, batch.Count);
            await store.CommitAsync(
                new ShardCommit
                {
                    Shard = lease.Shard,
                    Epoch = lease.Epoch,
                    Sequence = sequence,
                    Positions = positions,
                    Segment = segment,
                    Rows = [StoreTestData.Partial("total", 1, total)],
                },
                default);
        }
    }

    private Task DelayAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), _world.Time);
}
