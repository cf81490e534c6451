using Sluice.Cli.Retry;
using Sluice.Connectors.Postgres;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Cli.Sessions;

/// <summary>Books that processes share: the store on PostgreSQL, the log on Kafka. None owns them, and each writes by itself.</summary>
internal sealed class ServerBooks(PostgresStore store, ILog kafka) : IBooksSession
{
    public ILog Log => kafka;

    public IStore Store => store;

    public int AppendsAtOnce => LogBooks.KafkaAppendsAtOnce;

    public string TakenInBy => "a process that runs takes them in; where there is none, ./sluice run --until-idle";

    public ValueTask AddMissingAsync(TableSchema table, IReadOnlyList<object?[]> rows, CancellationToken cancel) =>
        store.AddMissingAsync(table, rows, cancel);

    /// <summary>Two processes that retry one letter at once append it twice; the engine ignores the second copy.</summary>
    public async ValueTask<RetryAnswer> RetryAsync(RetryRequest request, CancellationToken cancel) =>
        await new DeadLetterDesk(store, kafka, TimeProvider.System).RetryAsync(request, cancel);

    public void Announce(string command, Func<CancellationToken, Task<bool>> isIdle)
    {
        // Whoever wants to know who works on shared books asks the group and the store.
    }

    public async ValueTask DisposeAsync()
    {
        await kafka.DisposeAsync();
        await store.DisposeAsync();
    }
}
