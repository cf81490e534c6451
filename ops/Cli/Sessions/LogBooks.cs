using Sluice.Cli.Retry;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Cli.Sessions;

/// <summary>The log alone, on Kafka: to append needs no store, and waits for nobody who works on it.</summary>
internal sealed class LogBooks(ILog kafka) : IBooksSession
{
    /// <summary>Appends to Kafka under way at once: enough that the producer has records while acknowledgements travel.</summary>
    public const int KafkaAppendsAtOnce = 8;

    public ILog Log => kafka;

    public IStore? Store => null;

    public int AppendsAtOnce => KafkaAppendsAtOnce;

    public string TakenInBy => "a process that runs takes them in; where there is none, ./sluice run --until-idle";

    public ValueTask AddMissingAsync(TableSchema table, IReadOnlyList<object?[]> rows, CancellationToken cancel) => throw NoStore();

    public ValueTask<RetryAnswer> RetryAsync(RetryRequest request, CancellationToken cancel) => throw NoStore();

    public void Announce(string command, Func<CancellationToken, Task<bool>> isIdle)
    {
        // There is no store whose owner others would ask.
    }

    public ValueTask DisposeAsync() => kafka.DisposeAsync();

    private static InvalidOperationException NoStore() => new("the session is for the log alone");
}
