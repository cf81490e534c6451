using Sluice.Connectors.Kafka.Log;
using Sluice.Connectors.Kafka.Settings;
using Sluice.Connectors.Postgres;
using Sluice.EndToEnd.Tests.Harness;
using Sluice.EndToEnd.Tests.Million;
using Sluice.EndToEnd.Tests.Million.Checks;
using Sluice.Engine.State;
using Sluice.Oracle.Input;
using Sluice.Servers.Postgres;

namespace Sluice.EndToEnd.Tests.Scale.Parts;

/// <summary>
/// Books on Kafka and PostgreSQL with workers as real processes, records that come meanwhile, and the means to see what
/// became of them. Owned by one test; whatever it started is gone when it is disposed.
/// </summary>
internal sealed class ScaleOut : IAsyncDisposable
{
    public const int Shards = Elsewhere.Servers.Shards;

    private const int Seed = 21;

    private readonly string _folder;
    private readonly string _uri;
    private readonly Dictionary<string, string> _variables;
    private readonly KafkaLog _log;
    private readonly PostgresStore _store;
    private readonly Feed _feed;
    private readonly List<Worker> _workers = [];
    private int _lives;

    private ScaleOut(string folder, string uri, Dictionary<string, string> variables, KafkaLog log, PostgresStore store, Market market, Pace pace)
    {
        (_folder, _uri, _variables, _log, _store) = (folder, uri, variables, log, store);
        _feed = new Feed(market, Shards) { MayRepeat = !Cluster.IsReal };
        Journal = new CommitJournal(uri);
        Feeder = new Feeder(_feed, log, pace, async () => await CommittedAsync() ?? 0);
    }

    public CommitJournal Journal { get; }

    public Feeder Feeder { get; }

    /// <summary>Makes topics and tables in a new database, and begins to feed what is allowed.</summary>
    public static async Task<ScaleOut> BeginAsync(string folder, Cluster cluster, TestServer server, int reports, Pace pace)
    {
        var market = new Market(reports, Seed);
        BooksCheck.ShouldMeanSomething(market.Books);
        var uri = await server.NewDatabaseAsync();
        var variables = new Dictionary<string, string>(cluster.Variables, StringComparer.Ordinal)
        {
            ["PAYMENT_DB_URI"] = uri,
            ["SLUICE_LOG"] = cluster.Address,
            ["SLUICE_PARTITIONS"] = $"{Shards}",
            ["SLUICE_KAFKA_SESSION_TIMEOUT_MS"] = $"{ScaleSizes.SessionMs}",
        };
        using (var prepare = SluiceProcess.StartWith(variables, folder, "run", "--prepare"))
        {
            var prepared = await prepare.EndAsync();
            prepared.ExitCode.ShouldBe(0, prepared.Stderr);
        }

        var log = new KafkaLog(KafkaAddress.Parse(cluster.Address, variables));
        var store = await PostgresStore.OpenAsync(new PostgresOptions { ConnectionString = uri }, CancellationToken.None);
        var scale = new ScaleOut(folder, uri, variables, log, store, market, pace);
        await scale.Journal.BeginAsync();
        return scale;
    }

    /// <summary>Starts a worker that the server knows by a new name.</summary>
    public Worker StartWorker()
    {
        var name = $"worker-{++_lives}";
        var variables = new Dictionary<string, string>(_variables, StringComparer.Ordinal) { ["PAYMENT_DB_URI"] = $"{_uri}&application_name={name}" };
        var worker = new Worker(name, SluiceProcess.StartWith(variables, _folder, "run"));
        _workers.Add(worker);
        return worker;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync(Worker worker)
    {
        _workers.Remove(worker);
        await worker.Process.KillAsync();
        worker.Dispose();
    }

    /// <summary>Asks it to leave, which it must do content; gives its words.</summary>
    public async Task<string> EndAsync(Worker worker)
    {
        _workers.Remove(worker);
        var ended = await worker.Process.InterruptAsync();
        worker.Dispose();
        ended.ExitCode.ShouldBe(0, $"{worker.Name}: {ended.Stderr}");
        return ended.Stderr;
    }

    /// <summary>Waits for something, as long as all workers live and the feeder can append; what the server refuses is not yet so.</summary>
    public async Task UntilAsync(Func<Task<bool>> happened, string what) => await Wait.UntilAsync(
        async () =>
        {
            Feeder.ThrowIfFailed();
            if (_workers.Find(w => w.Process.HasExited) is { } gone)
            {
                var ended = await gone.Process.EndAsync();
                throw new InvalidOperationException($"{what}: {gone.Name} has ended with {ended.ExitCode}: {ended.Stderr}");
            }

            try
            {
                return await happened();
            }
            catch (Exception away) when (away is StoreException or Npgsql.NpgsqlException)
            {
                return false;
            }
        },
        what,
        Patience.Short);

    /// <summary>Waits until so many more reports are committed than now, or all that the feeder may append.</summary>
    public async Task GoOnAsync(long reports = long.MaxValue)
    {
        long? before = null;
        await UntilAsync(
            async () =>
            {
                var now = await CommittedAsync();
                before ??= now;
                return now - before >= reports || (Feeder.IsThere && now == Feeder.Reports);
            },
            $"{reports} reports more are committed");
    }

    /// <summary>Waits until a worker has shards.</summary>
    public Task UntilAtWorkAsync(Worker worker) =>
        UntilAsync(async () => (await Journal.OwnersAsync()).Values.Any(o => o.Worker == worker.Name), $"{worker.Name} has shards");

    /// <summary>Waits until others have taken what a worker has.</summary>
    public Task UntilReplacedAsync(Worker worker) =>
        UntilAsync(async () => (await Journal.OwnersAsync()).Values.All(o => o.Worker != worker.Name), $"others have taken the shards of {worker.Name}");

    /// <summary>Waits until everything is in the books and published, ends the workers, and holds the books against the oracle.</summary>
    public async Task<IReadOnlyList<string>> FinishAsync()
    {
        Feeder.AllowAll();
        await UntilAsync(IsDoneAsync, "everything is in the books and published");
        var words = new List<string>();
        foreach (var worker in _workers.ToList())
        {
            words.Add(await EndAsync(worker));
        }

        await BooksCheck.EqualOracleAsync(_store, _feed, "at the end");
        CommitJournal.Check(await Journal.ReadAsync());
        return words;
    }

    public async ValueTask DisposeAsync()
    {
        _workers.ForEach(w => w.Dispose());
        await Feeder.DisposeAsync();
        await _log.DisposeAsync();
        await _store.DisposeAsync();
        await Journal.DisposeAsync();
    }

    /// <summary>Reports in the books; null while the server does not answer.</summary>
    private async Task<long?> CommittedAsync()
    {
        try
        {
            return (await _store.StandingsAsync(CancellationToken.None)).Below(Shards).Sum(s => s.Positions[new(Topics.Reports, s.Shard)]);
        }
        catch (StoreException)
        {
            return null;
        }
    }

    private async Task<bool> IsDoneAsync()
    {
        if (!Feeder.IsThere)
        {
            return false;
        }

        var standings = (await _store.StandingsAsync(CancellationToken.None)).Below(Shards).ToList();
        return standings.Count == Shards
            && standings.All(s => _feed.Partitions.Where(p => p.Topic != Topics.Reports || p.Partition == s.Shard)
                .All(p => s.Positions[p] == _feed.Sent(p).Count))
            && (await _store.ReadOutboxAsync(1, CancellationToken.None)).Count == 0;
    }
}
