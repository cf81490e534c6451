using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Connectors.Embedded.Writing;
using Sluice.Engine.State;

namespace Sluice.Connectors.Embedded.Store;

/// <summary>A write of the store: its faults are the exceptions of <see cref="IStore"/>.</summary>
internal abstract class StoreItem<T>(CancellationToken cancel) : WriteItem<T>(cancel)
{
    protected override Exception Refusal(Exception error) => error switch
    {
        FencedException or StoreException => error,
        _ => new StoreException($"nothing was applied: {error.Message}", error) { Refusal = (error as SqliteFault)?.Refusal ?? StoreRefusal.Unknown },
    };

    protected override Exception Unknown(Exception error) =>
        new CommitUnknownException($"perhaps applied, perhaps not: {error.Message}", error);
}
