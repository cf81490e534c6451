using System.Text;
using Sluice.Connectors.Postgres;
using Sluice.Engine.State;
using Sluice.Servers.Postgres;
using static Sluice.Engine.Testing.Compliance.StoreTestData;

namespace Sluice.Connectors.Tests.Postgres;

/// <summary>The server goes away under commits, and comes back: nothing acknowledged is lost, nothing counts twice.</summary>
public sealed class ServerCrashTests : IAsyncLifetime
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("SLUICE_TEST_FULL") == "1" ? 50 : 5;

    private TestServer _server = null!;

    public async Task InitializeAsync() => _server = await TestServer.StartAsync();

    public async Task DisposeAsync() => await _server.StopAsync("immediate");

    [Fact]
    public async Task Commits_survive_a_server_that_crashes_and_restarts_in_their_midst()
    {
        var schema = new TestSchema(_server);
        await using var store = await schema.OpenAsync();
        await store.PrepareAsync(Tables, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var owners = Enumerable.Range(0, 2).Select(shard => new Owner(store, shard)).ToList();
        var running = Task.WhenAll(owners.Select(o => Task.Run(() => o.RunAsync(stop.Token))));
        var random = new Random(20260131);
        for (var round = 0; round < Rounds; round++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(100, 600)), TimeProvider.System);
            await (round % 2 == 0 ? _server.StopAsync("immediate") : _server.KillAsync());
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(50)), TimeProvider.System);
            await _server.StartAgainAsync();
        }

        await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(60));
        foreach (var owner in owners)
        {
            await owner.CheckAsync();
        }

        owners.Sum(o => o.Interruptions).ShouldBeGreaterThanOrEqualTo(Rounds);
    }

    [Fact]
    public async Task A_server_lost_at_the_commit_is_told_and_the_commit_can_be_made_again()
    {
        var schema = new TestSchema(_server);
        var stopped = false;
        await using var store = await PostgresStore.OpenAsync(
            schema.Options with
            {
                OnCommit = async moment =>
                {
                    if (moment == CommitMoment.Before && stopped)
                    {
                        stopped = false;
                        await _server.StopAsync("immediate");
                    }
                },
            },
            CancellationToken.None);
        await store.PrepareAsync(Tables, CancellationToken.None);
        var lease = await store.TakeAsync(0, CancellationToken.None);
        stopped = true;
        var lost = await Should.ThrowAsync<Exception>(async () => await store.CommitAsync(Commit(lease, 1, "one"), CancellationToken.None));
        (lost is StoreException or CommitUnknownException).ShouldBeTrue(lost.ToString());
        (await Should.ThrowAsync<StoreException>(async () => await store.TakeAsync(0, CancellationToken.None))).Message.ShouldContain("cannot be reached");
        await _server.StartAgainAsync();
        await store.CommitAsync(Commit(lease, 1, "one"), CancellationToken.None);
    }

    /// <summary>Commits to one shard as the engine does: tries again what was not applied, takes the shard again where nobody knows.</summary>
    private sealed class Owner(IStore store, int shard)
    {
        private long _acknowledged;

        public int Interruptions { get; private set; }

        public async Task RunAsync(CancellationToken stop)
        {
            for (ShardLease? lease = null; !stop.IsCancellationRequested;)
            {
                try
                {
                    lease ??= await store.TakeAsync(shard, CancellationToken.None);
                    var sequence = lease.Sequence + 1;
                    sequence.ShouldBeGreaterThan(_acknowledged);
                    await store.CommitAsync(Commit(lease, sequence, $"{sequence}", [Partial($"shard {shard}", 0, sequence), Partial($"shard {shard}", sequence, 1m)]), CancellationToken.None);
                    _acknowledged = sequence;
                    lease = lease with { Sequence = sequence };
                }
                catch (Exception failure) when (failure is StoreException or CommitUnknownException)
                {
                    Interruptions++;
                    lease = failure is StoreException ? lease : null;
                    await Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System, CancellationToken.None);
                }
            }
        }

        public async Task CheckAsync()
        {
            var lease = await store.TakeAsync(shard, CancellationToken.None);
            lease.Sequence.ShouldBe(_acknowledged);
            lease.Positions.ShouldBe(At(lease.Sequence));
            var segments = new List<string>();
            await store.LoadAsync(lease, (_, s) => segments.Add(Encoding.UTF8.GetString(s)), CancellationToken.None);
            segments.ShouldBe(Enumerable.Range(1, (int)lease.Sequence).Select(i => $"{i}"));
            var rows = await store.ReadRowsAsync(Partials, [("month", $"shard {shard}")], CancellationToken.None);
            rows.Count.ShouldBe((int)lease.Sequence + 1);
            rows[0][2].ShouldBe((decimal)lease.Sequence);
            var outbox = await store.ReadOutboxAsync(int.MaxValue, CancellationToken.None);
            outbox.Where(e => e.Shard == shard).Select(e => e.Sequence).ShouldBe(Enumerable.Range(1, (int)lease.Sequence).Select(i => (long)i));
        }
    }
}
