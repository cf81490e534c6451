using Sluice.Engine.State;

namespace Sluice.Engine.Testing.Memory;

/// <summary>All that a store held at one moment. Immutable.</summary>
public sealed class StoreBackup
{
    internal StoreBackup(IReadOnlyList<InMemoryTable> tables, IReadOnlyDictionary<int, InMemoryShard> shards, IReadOnlyList<OutboxEntry> outbox) =>
        (Tables, Shards, Outbox) = (tables, shards, outbox);

    internal IReadOnlyList<InMemoryTable> Tables { get; }

    internal IReadOnlyDictionary<int, InMemoryShard> Shards { get; }

    internal IReadOnlyList<OutboxEntry> Outbox { get; }
}
