using System.Diagnostics;
using System.Diagnostics.Metrics;
using Npgsql;
using Sluice.Connectors.Postgres;
using Sluice.Engine.State;
using Sluice.Engine.Telemetry;
using static Sluice.Engine.Testing.Compliance.StoreTestData;

namespace Sluice.Connectors.Tests.Postgres;

public sealed class FencingTests
{
    [Fact]
    public async Task An_owner_that_hangs_before_its_commit_is_fenced_once_the_server_has_ended_it()
    {
        var schema = await TestSchema.OnSharedAsync();
        var (reached, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var hanging = schema.Options with
        {
            IdleInTransactionMs = 700,
            OnCommit = async moment =>
            {
                if (moment == CommitMoment.Before && reached.TrySetResult())
                {
                    await go.Task;
                }
            },
        };
        await using var fresh = await schema.OpenAsync();
        await fresh.PrepareAsync(Tables, CancellationToken.None);
        await using var zombie = await PostgresStore.OpenAsync(hanging, CancellationToken.None);
        var old = await zombie.TakeAsync(0, CancellationToken.None);
        var committing = zombie.CommitAsync(Commit(old, 1, "zombie", [Partial("a", 1, 1m)]), CancellationToken.None).AsTask();
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(20));

        var begun = Stopwatch.StartNew();
        var lease = await fresh.TakeAsync(0, CancellationToken.None);
        begun.Elapsed.ShouldBeInRange(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(8));
        lease.Sequence.ShouldBe(0);
        await fresh.CommitAsync(Commit(lease, 1, "owner"), CancellationToken.None);
        go.SetResult();

        (await Should.ThrowAsync<StoreException>(committing)).Message.ShouldContain("idle-in-transaction");
        await Should.ThrowAsync<FencedException>(async () => await zombie.CommitAsync(Commit(old, 1, "zombie"), CancellationToken.None));
        (await SegmentsAsync(fresh, lease)).ShouldBe(["owner"]);
        (await fresh.ReadRowsAsync(Partials, [], CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_backend_whose_client_stopped_in_mid_sentence_is_ended_by_the_takeover()
    {
        var schema = await TestSchema.OnSharedAsync();
        await using var store = await PostgresStore.OpenAsync(schema.Options with { TakeoverPatience = TimeSpan.FromMilliseconds(900) }, CancellationToken.None);
        await store.TakeAsync(0, CancellationToken.None);

        // The server waits for more of a COPY, as it waits for the rest of a batch: no timeout of its own ends that.
        await using var stopped = await schema.ConnectAsync();
        await using var transaction = await stopped.BeginTransactionAsync();
        await using (var fence = new NpgsqlCommand("SET LOCAL idle_in_transaction_session_timeout = 200; UPDATE engine_shards SET sequence = 1 WHERE shard = 0", stopped))
        {
            await fence.ExecuteNonQueryAsync();
        }

        var copy = await stopped.BeginBinaryImportAsync("COPY engine_segments (shard, sequence, bytes) FROM STDIN (FORMAT binary)");
        var begun = Stopwatch.StartNew();
        var lease = await store.TakeAsync(0, CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        begun.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(800));
        (lease.Epoch, lease.Sequence).ShouldBe((2, 0L));
        await Should.ThrowAsync<NpgsqlException>(async () => await copy.CompleteAsync());
    }

    [Fact]
    public async Task A_takeover_leaves_an_owner_alone_that_is_at_work()
    {
        var schema = await TestSchema.OnSharedAsync();
        await using var store = await PostgresStore.OpenAsync(schema.Options with { TakeoverPatience = TimeSpan.FromMilliseconds(300) }, CancellationToken.None);
        await store.TakeAsync(0, CancellationToken.None);
        await using var busy = await schema.ConnectAsync();
        await using var command = new NpgsqlCommand("UPDATE engine_shards SET sequence = 1 WHERE shard = 0; SELECT pg_sleep(1.5)", busy);
        var working = command.ExecuteNonQueryAsync();
        while (await schema.AskAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND query LIKE 'SELECT pg_sleep(1.5)%'") == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        (await store.TakeAsync(0, CancellationToken.None)).Sequence.ShouldBe(1);
        await working;
    }

    [Fact]
    public async Task A_deadlock_is_tried_again_and_counted()
    {
        var schema = await TestSchema.OnSharedAsync();
        await using var store = await schema.OpenAsync();
        await store.PrepareAsync(Tables, CancellationToken.None);
        var lease = await store.TakeAsync(0, CancellationToken.None);
        await store.CommitAsync(Commit(lease, 1, rows: [Partial("a", 1, 1m), Partial("b", 1, 1m)]), CancellationToken.None);
        var deadlocks = 0L;
        using var listener = new MeterListener { InstrumentPublished = (i, l) => { if (i.Name == MetricNames.Postgres.TransactionRetries) { l.EnableMeasurementEvents(i); } } };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref deadlocks, value));
        listener.Start();

        await using var other = await schema.ConnectAsync();
        await using var transaction = await other.BeginTransactionAsync();
        async Task UpdateAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, other);
            await command.ExecuteNonQueryAsync();
        }

        await UpdateAsync("UPDATE partials SET total = 5 WHERE month = 'a'");
        var committing = store.CommitAsync(Commit(lease, 2, "two", [Partial("b", 1, 2m), Partial("a", 1, 2m)]), CancellationToken.None).AsTask();
        while (await schema.AskAsync<long>($"SELECT count(*) FROM pg_stat_activity WHERE {other.ProcessID} = ANY (pg_blocking_pids(pid))") == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        // The store has waited longer: its backend looks for a deadlock first, and gives way.
        await UpdateAsync("UPDATE partials SET total = 5 WHERE month = 'b'");
        await transaction.CommitAsync();
        await committing;
        deadlocks.ShouldBe(1);
        (await store.ReadRowsAsync(Partials, [], CancellationToken.None)).Select(r => r[2]).ShouldBe([2m, 2m]);
        (await SegmentsAsync(store, lease)).ShouldBe(["two"]);
    }

    private static async Task<List<string>> SegmentsAsync(PostgresStore store, ShardLease lease)
    {
        var segments = new List<string>();
        await store.LoadAsync(lease, (_, s) => segments.Add(System.Text.Encoding.UTF8.GetString(s)), CancellationToken.None);
        return segments;
    }
}
