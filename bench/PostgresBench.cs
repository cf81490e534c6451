using System.Globalization;
using Npgsql;
using Sluice.Connectors.Postgres;
using Sluice.Engine;
using Sluice.Engine.Shards;
using Sluice.Engine.State;
using Sluice.Samples;
using Sluice.Topology;

namespace Sluice.Bench;

/// <summary>
/// What a commit costs on PostgreSQL, apart from the engine: the margin flow's commits are recorded in memory and then
/// made on the server, durable, all shards at once; processor time of this process and of the server's.
/// </summary>
internal static class PostgresBench
{
    private const int Rounds = 3;

    public static async Task RunAsync(string path, BenchOptions options)
    {
        var reports = options.Reports ?? 1_000_000;
        Report.Head($"postgres: the commits of {reports:N0} reports, {options.Shards} shards, synchronous_commit=on, {Rounds} rounds; predicted: 1.5 CPU s/M, 500 K/s");
        var recorded = await RecordAsync(path, reports, options.Shards);
        var (rows, bytes) = (recorded.Commits.Values.Sum(c => c.Sum(x => (long)x.Rows.Count)), recorded.Commits.Values.Sum(c => c.Sum(x => x.PayloadBytes)));
        for (var round = 1; round <= Rounds; round++)
        {
            var schema = "bench_" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
            var postgres = new PostgresOptions { ConnectionString = options.DbUri!, Schema = schema };
            try
            {
                var (client, server) = await ReplayAsync(postgres, recorded, reports);
                Report.Line(
                    $"round {round}: {client.PerSecond:N0} reports/s | {client.CpuPerMillion + (server / reports * 1e6):F2} CPU s/M: "
                    + $"{client.CpuPerMillion:F2} here, {server / reports * 1e6:F2} server | "
                    + $"{bytes / (double)reports:F0} segment bytes, {rows / (double)reports:F3} rows a report, {recorded.Commits.Values.Sum(c => c.Count)} commits");
            }
            finally
            {
                await DropAsync(options.DbUri!, schema);
            }
        }
    }

    private static async Task<RecordingStore> RecordAsync(string path, long reports, int shards)
    {
        await using var database = await Rig.OpenAsync(path);
        await Rig.PrepareAsync(database, shards);
        var work = new Workload(new SampleOptions("2026-01", reports, 1), shards);
        await Rig.AppendAsync(database.Log, work.Reference());
        await Rig.AppendAsync(database.Log, work.Reports());
        var store = new RecordingStore();
        await using var engine = new EngineHost<Sluice.Topology.Reference.PriceBook>(
            FinanceTopology.Build(new BooksSettings()), database.Log, store, new EngineOptions { Shards = shards, Notify = Console.Error.WriteLine });
        await Rig.StartAsync(engine, shards);
        await engine.WaitIdleAsync(default);
        return store;
    }

    private static async Task<(Figures Client, double ServerCpu)> ReplayAsync(PostgresOptions options, RecordingStore recorded, long reports)
    {
        await using var store = await PostgresStore.OpenAsync(options, default);
        await store.PrepareAsync(recorded.Tables, default);
        var before = ServerCpu.Seconds();
        var clock = new CpuClock();
        await Task.WhenAll(recorded.Commits.Select(shard => Task.Run(() => ReplayAsync(store, shard.Key, shard.Value))));
        return (clock.Stop(reports), ServerCpu.Seconds() - before);
    }

    private static async Task ReplayAsync(PostgresStore store, int shard, List<ShardCommit> commits)
    {
        var lease = await store.TakeAsync(shard, default);
        Invariant.Check(lease.Epoch == commits[0].Epoch && lease.Sequence + 1 == commits[0].Sequence, "a recorded shard begins anew");
        foreach (var commit in commits)
        {
            await store.CommitAsync(commit, default);
        }
    }

    public static async Task DropAsync(string uri, string schema)
    {
        await using var connection = new NpgsqlConnection(PostgresUri.Parse(uri).ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"DROP SCHEMA IF EXISTS \"{schema}\" CASCADE", connection);
        await command.ExecuteNonQueryAsync();
    }
}
