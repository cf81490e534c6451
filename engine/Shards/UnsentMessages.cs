using System.Text;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Engine.Shards;

/// <summary>What a topic is owed, as it stands in the store.</summary>
/// <param name="Keys">The rows and the commits their messages tell of.</param>
internal sealed record Unsent(string Id, DateTimeOffset Since, IReadOnlyList<(object?[] Key, Origin Origin)> Keys);

/// <summary>
/// What output topics are owed that refused it, and when each is tried again. It changes in the transactions in which
/// entries leave the outbox, so that each row's message is in one place or the other until a topic has taken it. Owned by
/// the publisher's loop.
/// </summary>
internal sealed class UnsentMessages(IReadOnlyCollection<TableSchema> topics, IStore store, EngineOptions options)
{
    private static readonly TableSchema Table = EngineTables.UnsentMessages;

    private readonly Dictionary<string, Refusal> _refusals = new(StringComparer.Ordinal);
    private readonly Backoff _pauses = new(options.Time, options.Seed - 4);

    /// <summary>Since when the oldest of those waits that are known here; null where none does.</summary>
    public DateTimeOffset? Oldest => _refusals.Count == 0 ? null : _refusals.Values.Min(r => r.Since);

    /// <summary>What each topic is owed that is to be sent to now, as most are nothing; not those that have just refused.</summary>
    public async Task<Dictionary<string, IReadOnlyList<Unsent>>> ReadAsync(CancellationToken cancel)
    {
        var due = topics.Where(t => IsDue(t.Name)).ToList();
        var rows = await store.ReadGroupsAsync(Table, ["topic"], [.. due.Select(t => new object?[] { t.Name })], cancel);
        var owed = new Dictionary<string, IReadOnlyList<Unsent>>(StringComparer.Ordinal);
        for (var i = 0; i < due.Count; i++)
        {
            owed[due[i].Name] = [.. rows[i].Select(Read)];
            if (rows[i].Count == 0)
            {
                // Another publisher has sent it, or it was never kept.
                _refusals.Remove(due[i].Name);
            }
        }

        return owed;
    }

    /// <summary>The topic has taken everything: what removes what it was owed.</summary>
    public IEnumerable<RowChange> Taken(string topic, IEnumerable<Unsent> owed)
    {
        _refusals.Remove(topic);
        return owed.Select(u => RowChange.Delete(Table, topic, u.Id));
    }

    /// <summary>The topic has refused: it is left alone for a while.</summary>
    public void Refused(string topic, string why)
    {
        var before = _refusals.GetValueOrDefault(topic);
        var failures = (before?.Failures ?? 0) + 1;
        _refusals[topic] = new Refusal(
            before?.Since ?? options.Time.GetUtcNow(), why, failures, options.Time.GetTimestamp(), _pauses.Length(failures, options.BackoffMin, options.BackoffMax));
    }

    /// <summary>What keeps messages for a topic that has refused, in one place with what it was owed before.</summary>
    /// <param name="keys">Those of <paramref name="owed"/> included.</param>
    public IEnumerable<RowChange> Keep(TableSchema topic, IReadOnlyList<(object?[] Key, Origin Origin)> keys, IReadOnlyList<Unsent> owed)
    {
        var refusal = _refusals[topic.Name];
        var bytes = OutboxCodec.Encode([.. keys.Select(k => RowChange.Delete(Keyed(topic), [.. k.Key, k.Origin.ToString()]))]);
        var id = Hash128.Of(bytes).ToString();
        var since = owed.Select(u => u.Since).Append(refusal.Since).Min();
        _refusals[topic.Name] = refusal with { Since = since };
        return owed.Where(u => u.Id != id).Select(u => RowChange.Delete(Table, topic.Name, u.Id))
            .Append(RowChange.Upsert(Table, topic.Name, id, (long)keys.Count, since, refusal.Why, bytes));
    }

    /// <summary>A published table's key with the origin of its message.</summary>
    private static TableSchema Keyed(TableSchema table) =>
        new(table.Name, table.KeyColumns + 1, Outbox: true, [.. table.Columns[..table.KeyColumns], new Column("origin", ColumnType.Text)]);

    private bool IsDue(string topic) => !_refusals.TryGetValue(topic, out var refusal) || options.Time.GetElapsedTime(refusal.At) >= refusal.Pause;

    private static Unsent Read(object?[] row)
    {
        var keys = OutboxCodec.Decode((byte[])row[Table.Ordinal("keys")]!);
        return new Unsent(
            (string)row[Table.Ordinal("id")]!,
            (DateTimeOffset)row[Table.Ordinal("since")]!,
            [.. keys.Select(k => (k.Key[..^1], Origin.Parse(Encoding.UTF8.GetBytes((string)k.Key[^1]!))))]);
    }

    /// <param name="At">When it refused last, as a timestamp of the clock.</param>
    private sealed record Refusal(DateTimeOffset Since, string Why, int Failures, long At, TimeSpan Pause);
}
