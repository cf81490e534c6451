using System.Text;
using Sluice.Checking;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Compliance;
using Sluice.Engine.Testing.Memory;

namespace Sluice.Simulation.Checking;

/// <summary>
/// Compares what was published of a table with the table, as a consumer sees it that keeps to the origins: whatever
/// publishers did, it must end with the rows as they are. Where the store was restored from an older backup it forgets the
/// origins with that; a row that only lost commits wrote stays with it, as nothing tells it otherwise.
/// </summary>
internal static class PublishedTopics
{
    /// <param name="log">Where the topic is.</param>
    /// <param name="store">Where the table is.</param>
    /// <param name="table">Which.</param>
    /// <param name="lost">Where the topics ended when the store was restored from an older backup; null where it never was.</param>
    /// <returns>The first difference in words, or null.</returns>
    public static async Task<string?> FirstDifferenceAsync(InMemoryLog log, IStore store, TableSchema table, LogBackup? lost = null)
    {
        var (messages, orphans) = Messages(log, table.Name, lost);
        foreach (var row in await StoredBooks.RowsAsync(store, table))
        {
            var key = Encoding.UTF8.GetString(RowJson.Key(table, row[..table.KeyColumns]));
            var json = Encoding.UTF8.GetString(RowJson.Row(table, row));
            if (!messages.Remove(key, out var published))
            {
                return $"Topic {table.Name} has no message of {key}.";
            }

            // Of a row that only lost commits had changed or deleted, nothing is said again.
            if (published != json && !orphans.Contains(key))
            {
                return $"Topic {table.Name} shows {key} last as {published ?? "deleted"}; the table has {json}.";
            }
        }

        var extra = messages.FirstOrDefault(m => m.Value is not null && !orphans.Contains(m.Key));
        return extra.Key is null ? null : $"Topic {table.Name} shows {extra.Key} as {extra.Value}; the table has no such row.";
    }

    /// <summary>
    /// What each key's message says that tells most, the first of equal ones; null for a deletion. And the keys of which
    /// nothing was said since the store was restored.
    /// </summary>
    private static (Dictionary<string, string?> Messages, HashSet<string> Orphans) Messages(InMemoryLog log, string topic, LogBackup? lost)
    {
        var messages = new Dictionary<string, string?>(StringComparer.Ordinal);
        var known = new Dictionary<string, (Origin Origin, bool IsOld)>(StringComparer.Ordinal);
        foreach (var batch in LogContents.Batches(log, topic))
        {
            foreach (var record in LogTestData.Copy(batch))
            {
                var key = Encoding.UTF8.GetString(record.Key!);
                var isOld = lost is not null && record.Offset < lost.EndOf(batch.Source);
                var before = known.TryGetValue(key, out var told) && told.IsOld == isOld ? told.Origin : null;
                var origin = Origin.Parse(Encoding.UTF8.GetBytes(record.Origin));
                if (origin.TellsMoreThan(before))
                {
                    known[key] = (origin.And(before), isOld);
                    messages[key] = record.Value is null ? null : record.Text;
                }
            }
        }

        return (messages, [.. known.Where(k => k.Value.IsOld).Select(k => k.Key)]);
    }
}
