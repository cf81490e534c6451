using Npgsql;
using Sluice.Connectors.Postgres.Connections;
using Sluice.Engine.State;

namespace Sluice.Connectors.Postgres.Store;

/// <summary>
/// Takes a shard: one UPDATE raises its epoch, waits for the old owner's transaction, and reads what that one left. An
/// old owner that was stopped in mid-sentence holds its backend in a read for which the server has no timeout; after a
/// while the takeover ends such a backend itself. It can, being of the same role.
/// </summary>
internal sealed class Takeover(Sessions sessions, PostgresMeters meters)
{
    private const string Take = """
        INSERT INTO engine_shards AS s (shard, epoch, sequence, positions) VALUES ($1, 1, 0, '{}')
        ON CONFLICT (shard) DO UPDATE SET epoch = s.epoch + 1
        RETURNING epoch, sequence, positions
        """;

    private const string EndSilent = """
        SELECT count(*) FILTER (WHERE pg_terminate_backend(a.pid))
        FROM pg_stat_activity AS a
        WHERE a.pid = ANY (pg_blocking_pids($1)) AND a.wait_event_type = 'Client' AND a.wait_event = 'ClientRead'
        AND a.state_change < now() - make_interval(secs => $2::float8 / 1000)
        """;

    public ValueTask<ShardLease> RunAsync(int shard, CancellationToken cancel) => sessions.RunAsync(c => TakeAsync(c, shard, cancel), cancel);

    private async ValueTask<ShardLease> TakeAsync(NpgsqlConnection connection, int shard, CancellationToken cancel)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var watch = WatchAsync(connection.ProcessID, done.Token);
        try
        {
            await using var command = new Statement(Take, shard).On(connection);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            await reader.ReadAsync(cancel);
            return new ShardLease(shard, reader.GetInt64(0), reader.GetInt64(1), Positions.Parse(reader.GetString(2)));
        }
        finally
        {
            await done.CancelAsync();
            await watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WatchAsync(int waiting, CancellationToken cancel)
    {
        await Task.Delay(sessions.Options.TakeoverPatience, sessions.Options.TimeProvider, cancel);
        var silent = (int)sessions.Options.TakeoverPatience.TotalMilliseconds * 3 / 4;
        var ended = await sessions.RunAsync(
            async connection =>
            {
                await using var command = new Statement(EndSilent, waiting, silent).On(connection);
                return (long)(await command.ExecuteScalarAsync(cancel))!;
            },
            cancel);
        meters.Ended((int)ended);
    }
}
