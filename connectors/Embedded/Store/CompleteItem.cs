using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Connectors.Embedded.Store;

/// <summary>Applies merged rows and removes the outbox entries they come from.</summary>
internal sealed class CompleteItem(IReadOnlyList<OutboxEntry> entries, IReadOnlyList<RowChange> rows, CancellationToken cancel) : StoreItem<bool>(cancel)
{
    public override long Weight => 256 + (entries.Count * 64L) + (rows.Count * 200L);

    public override void Apply(Connection connection)
    {
        RowWriter.Apply(connection, rows);
        foreach (var entry in entries)
        {
            connection.Prepare("DELETE FROM engine_outbox WHERE shard = ? AND sequence = ?").Bind(1, entry.Shard).Bind(2, entry.Sequence).Run();
            if (connection.Changes != 1)
            {
                throw new StoreException($"outbox entry {entry.Sequence} of shard {entry.Shard} was completed by someone else");
            }
        }
    }
}
