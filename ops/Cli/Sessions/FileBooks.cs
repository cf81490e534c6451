using System.Text.Json;
using Sluice.Cli.Hosting;
using Sluice.Cli.Retry;
using Sluice.Connectors.Embedded.Owner;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Cli.Sessions;

/// <summary>
/// Books in a SQLite file, which one process owns and others ask. The log lies in it too, or on Kafka: then every process
/// appends by itself.
/// </summary>
/// <param name="kafka">The log, disposed of with the session; null where the file has it.</param>
internal sealed class FileBooks(EmbeddedSession session, ILog? kafka) : IBooksSession
{
    private const string RetryCall = "dead-letters retry";

    public bool IsOwner => session.IsOwner;

    public EmbeddedSession Session => session;

    public ILog Log => kafka ?? session.Log;

    public IStore? Store => session.Database?.Store;

    // The file's writer gathers what comes from several into one transaction; more from one process gain nothing.
    public int AppendsAtOnce => kafka is null ? 1 : LogBooks.KafkaAppendsAtOnce;

    public string TakenInBy => session.IsOwner ? "./sluice run --until-idle takes them in" : "the engine that runs on these books takes them in";

    /// <summary>Answers other processes from here on.</summary>
    public void Serve(string command)
    {
        Announce(command, _ => Task.FromResult(false));
        var desk = new DeadLetterDesk(session.Database!.Store, Log, TimeProvider.System);
        session.Calls.Register(RetryCall, async (json, cancel) =>
            JsonSerializer.Serialize(await desk.RetryAsync(JsonSerializer.Deserialize<RetryRequest>(json)!, cancel)));
    }

    public void Announce(string command, Func<CancellationToken, Task<bool>> isIdle) => OwnerStatus.Register(session, command, isIdle);

    /// <summary>Only the owner adds, and there is one.</summary>
    public async ValueTask AddMissingAsync(TableSchema table, IReadOnlyList<object?[]> rows, CancellationToken cancel)
    {
        var store = Store ?? throw new InvalidOperationException("only the owner writes rows");
        var known = (await store.ReadRowsAsync(table, [], cancel)).Select(r => new RowKey(r[..table.KeyColumns])).ToHashSet();
        var missing = rows.Where(r => !known.Contains(new RowKey(r[..table.KeyColumns]))).Select(r => RowChange.Upsert(table, r)).ToList();
        if (missing.Count > 0)
        {
            await store.CompleteOutboxAsync([], missing, cancel);
        }
    }

    /// <summary>By the owner, this process or another.</summary>
    public async ValueTask<RetryAnswer> RetryAsync(RetryRequest request, CancellationToken cancel) =>
        JsonSerializer.Deserialize<RetryAnswer>(await session.CallAsync(RetryCall, JsonSerializer.Serialize(request), cancel))!;

    public async ValueTask DisposeAsync()
    {
        await session.DisposeAsync();
        await (kafka?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
