using System.Text;
using Sluice.Checking;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Memory;

namespace Sluice.Simulation.Checking;

/// <summary>Compares what was published of a table with the table.</summary>
internal static class PublishedTopics
{
    /// <param name="log">Where the topic is.</param>
    /// <param name="store">Where the table is.</param>
    /// <param name="table">Which.</param>
    /// <param name="strict">Whether the last message of a key must show its row as it stands, or only some message of it.</param>
    /// <returns>The first difference in words, or null.</returns>
    public static async Task<string?> FirstDifferenceAsync(InMemoryLog log, IStore store, TableSchema table, bool strict)
    {
        var messages = Messages(log, table.Name);
        foreach (var row in await StoredBooks.RowsAsync(store, table))
        {
            var key = Encoding.UTF8.GetString(RowJson.Key(table, row[..table.KeyColumns]));
            var json = Encoding.UTF8.GetString(RowJson.Row(table, row));
            if (!messages.Remove(key, out var published))
            {
                return $"Topic {table.Name} has no message of {key}.";
            }

            if (strict ? published[^1] != json : !published.Contains(json))
            {
                return $"Topic {table.Name} shows {key} last as {published[^1] ?? "deleted"}; the table has {json}.";
            }
        }

        var extra = messages.FirstOrDefault(m => strict ? m.Value[^1] is not null : !m.Value.Contains(null));
        return extra.Key is null ? null : $"Topic {table.Name} shows {extra.Key} as {extra.Value[^1]}; the table has no such row.";
    }

    /// <summary>The messages of each key in order; null for a deletion.</summary>
    private static Dictionary<string, List<string?>> Messages(InMemoryLog log, string topic)
    {
        var messages = new Dictionary<string, List<string?>>(StringComparer.Ordinal);
        foreach (var batch in LogContents.Batches(log, topic))
        {
            foreach (var record in batch)
            {
                var key = Encoding.UTF8.GetString(record.Key);
                if (!messages.TryGetValue(key, out var ofKey))
                {
                    messages[key] = ofKey = [];
                }

                ofKey.Add(record.HasValue ? Encoding.UTF8.GetString(record.Value) : null);
            }
        }

        return messages;
    }
}
