using Sluice.Cli.Retry;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Cli.Sessions;

/// <summary>A command's way to append to the log and to write to the store, whatever these are.</summary>
internal interface IBooksSession : IAsyncDisposable
{
    /// <summary>The log. Of a client of a SQLite file's owner it appends only, and tells topics and offsets.</summary>
    ILog Log { get; }

    /// <summary>The store; null where another process writes it, or the session is for the log alone.</summary>
    IStore? Store { get; }

    /// <summary>Appends worth having under way at once: as many as the log takes up together.</summary>
    int AppendsAtOnce { get; }

    /// <summary>Who takes in what was appended, in a sentence.</summary>
    string TakenInBy { get; }

    /// <summary>Adds rows whose keys the table does not have yet; of several processes that do so at once one is first.</summary>
    ValueTask AddMissingAsync(TableSchema table, IReadOnlyList<object?[]> rows, CancellationToken cancel);

    /// <summary>Appends dead letters once more.</summary>
    ValueTask<RetryAnswer> RetryAsync(RetryRequest request, CancellationToken cancel);

    /// <summary>Lets other processes see what this one does.</summary>
    void Announce(string command, Func<CancellationToken, Task<bool>> isIdle);
}
