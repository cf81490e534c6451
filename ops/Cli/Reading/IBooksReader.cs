using Sluice.Engine.Outputs;
using Sluice.Engine.Replay;
using Sluice.Engine.State;

namespace Sluice.Cli.Reading;

/// <summary>
/// A look at the books and the log beside those who work on them, which never is in their way. What has not been made
/// yet has no rows and no offsets. Used by one thread at a time.
/// </summary>
internal interface IBooksReader : IReplaySource, IAsyncDisposable
{
    /// <summary>Of the tables that are to be append-only and are there, those whose rows the database itself does not guard.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    ValueTask<IReadOnlyList<string>> UnguardedAsync(IReadOnlyList<TableSchema> appendOnly, CancellationToken cancel);
}
