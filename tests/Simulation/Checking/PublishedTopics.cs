using System.Text;
using Sluice.Checking;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Compliance;
using Sluice.Engine.Testing.Memory;

namespace Sluice.Simulation.Checking;

/// <summary>
/// Compares what was published of a table with the table, as a consumer sees it that keeps to the origins: whatever
/// publishers did, it must end with the rows as they are.
/// </summary>
internal static class PublishedTopics
{
    /// <param name="log">Where the topic is.</param>
    /// <param name="store">Where the table is.</param>
    /// <param name="table">Which.</param>
    /// <returns>The first difference in words, or null.</returns>
    public static async Task<string?> FirstDifferenceAsync(InMemoryLog log, IStore store, TableSchema table)
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

            if (published != json)
            {
                return $"Topic {table.Name} shows {key} last as {published ?? "deleted"}; the table has {json}.";
            }
        }

        var extra = messages.FirstOrDefault(m => m.Value is not null);
        return extra.Key is null ? null : $"Topic {table.Name} shows {extra.Key} as {extra.Value}; the table has no such row.";
    }

    /// <summary>What each key's message says that tells most, the first of equal ones; null for a deletion.</summary>
    private static Dictionary<string, string?> Messages(InMemoryLog log, string topic)
    {
        var messages = new Dictionary<string, string?>(StringComparer.Ordinal);
        var known = new Dictionary<string, Origin>(StringComparer.Ordinal);
        foreach (var batch in LogContents.Batches(log, topic))
        {
            foreach (var record in LogTestData.Copy(batch))
            {
                var key = Encoding.UTF8.GetString(record.Key!);
                var origin = Origin.Parse(Encoding.UTF8.GetBytes(record.Origin));
                if (origin.TellsMoreThan(known.GetValueOrDefault(key)))
                {
                    known[key] = origin.And(known.GetValueOrDefault(key));
                    messages[key] = record.Value is null ? null : record.Text;
                }
            }
        }

        return messages;
    }
}
