using System.Diagnostics.CodeAnalysis;
using System.Text;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Topology.Records;
using Sluice.Topology.Records.Shapes;

namespace Sluice.Cli.Retry;

/// <summary>
/// Retries dead letters, one request of a desk at a time: once it has shown that it may mark letters, the records are
/// appended, some at a time, and then, in one transaction, their letters are marked. A crash in between leaves them unmarked, so that they are appended once more; the engine ignores
/// the second copy of a record it has taken.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing; it lives as long as the session.")]
internal sealed class DeadLetterDesk(IStore store, ILog log, TimeProvider time)
{
    /// <summary>Letters in memory at once, which may have a mebibyte each.</summary>
    private const int LettersAtOnce = 64;

    private static readonly TableSchema Letters = EngineTables.DeadLetters;
    private static readonly int KeyAt = Letters.Ordinal("key");
    private static readonly int PayloadAt = Letters.Ordinal("payload");
    private static readonly int RetriedAt = Letters.Ordinal("retried_at");
    private static readonly List<string> KeyNames = [.. Letters.Columns.Take(Letters.KeyColumns).Select(c => c.Name)];

    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <exception cref="StoreException">The letters cannot be read, or may not be marked: then nothing was appended. Or they could not be marked after all.</exception>
    /// <exception cref="LogException">Nothing, or perhaps nothing, was appended; no letter of it is marked.</exception>
    public async Task<RetryAnswer> RetryAsync(RetryRequest request, CancellationToken cancel)
    {
        await _oneAtATime.WaitAsync(cancel);
        try
        {
            await store.PrepareAsync(EngineTables.All, cancel);
            var heads = await FindAsync(request, cancel);
            if (request.Id is not null && heads.Count == 0)
            {
                return new RetryAnswer([], 0, $"there is no dead letter {request.Id}");
            }

            var due = heads.Where(l => l[LetterHeads.RetriedAt] is null || request.Id is not null).ToList();
            var topics = (await log.TopicsAsync(cancel)).ToDictionary(t => t.Name, t => t.Partitions);
            if (due.Select(l => (string)l[0]!).FirstOrDefault(t => !topics.ContainsKey(t)) is { } missing)
            {
                return new RetryAnswer([], 0, $"the log has no topic {missing}, where a dead letter belongs: name the log of these books; nothing was appended");
            }

            var retried = new List<RetriedLetter>();
            foreach (var some in due.Chunk(LettersAtOnce))
            {
                var letters = await store.ReadGroupsAsync(Letters, KeyNames, [.. some.Select(l => l[..Letters.KeyColumns])], cancel);
                if (retried.Count == 0)
                {
                    await ProveMayMarkAsync(letters[0][0], cancel);
                }

                retried.AddRange(await RetryAsync([.. letters.SelectMany(static l => l)], topics, request.Payload, cancel));
            }

            return new RetryAnswer(retried, heads.Count - due.Count);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<IReadOnlyList<object?[]>> FindAsync(RetryRequest request, CancellationToken cancel)
    {
        var where = new List<(string, object)>();
        if (request.Id is not null && DeadLetterId.TryParse(request.Id) is { } id)
        {
            where.AddRange([("topic", id.Topic), ("partition", id.Partition), ("offset", id.Offset)]);
        }
        else if (request.Topic is not null)
        {
            where.Add(("topic", request.Topic));
        }

        return await store.ReadRowsAsync(LetterHeads.Table, where, cancel);
    }

    private async Task<List<RetriedLetter>> RetryAsync(
        object?[][] letters, Dictionary<string, int> topics, byte[]? corrected, CancellationToken cancel)
    {
        var batches = new List<(TopicPartition Target, LogBatchBuilder Records)>();
        var places = new List<(int Batch, int Index)>();
        var now = time.GetUtcNow();
        foreach (var letter in letters)
        {
            places.Add(Add(batches, topics, letter, corrected, now.ToUnixTimeMilliseconds()));
        }

        var first = await log.AppendAsync(batches.ConvertAll(b => (b.Target, b.Records.Take())), cancel);

        // From here on the request is finished whatever happens to whoever asked for it.
        await store.CompleteOutboxAsync([], [.. letters.SelectMany(l => Marks(l, now))], CancellationToken.None);
        return [.. letters.Zip(places, (l, p) =>
            new RetriedLetter((string)l[0]!, (long)l[1]!, (long)l[2]!, batches[p.Batch].Target.Partition, first[p.Batch] + p.Index))];
    }

    /// <summary>
    /// Writes a letter as it stands, and clears a quarantine that there is not: a role that may not mark is refused here,
    /// and not when the records are in the log.
    /// </summary>
    private ValueTask ProveMayMarkAsync(object?[] letter, CancellationToken cancel) => store.CompleteOutboxAsync(
        [], [RowChange.Upsert(Letters, letter), RowChange.Delete(EngineTables.Quarantined, "", -1L, -1L)], cancel);

    /// <summary>
    /// Adds a letter's record to a batch. Of a log that others write to as well, the records of a batch may not lie side by
    /// side: there each is a batch of its own, whose offset is told.
    /// </summary>
    private (int Batch, int Index) Add(
        List<(TopicPartition Target, LogBatchBuilder Records)> batches, Dictionary<string, int> topics, object?[] letter, byte[]? corrected, long timestampMs)
    {
        var topic = (string)letter[0]!;
        var payload = corrected ?? (byte[]?)letter[PayloadAt];
        var key = KeyOf(topic, letter, corrected);
        var target = new TopicPartition(topic, Partitioner.PartitionOf(key, topics[topic]));
        var batch = log.PlacesKeys ? batches.FindIndex(b => b.Target == target) : -1;
        if (batch < 0)
        {
            batch = batches.Count;
            batches.Add((target, new LogBatchBuilder()));
        }

        var records = batches[batch].Records;
        records.Add(key is not null, key, payload is not null, payload, timestampMs);
        return (batch, records.Count - 1);
    }

    /// <summary>A record goes under the key it had, a corrected one, or one whose key was no text, under its own.</summary>
    private static byte[]? KeyOf(string topic, object?[] letter, byte[]? corrected)
    {
        var had = (string?)letter[KeyAt];
        return corrected is null && had?.Contains('\uFFFD') != true
            ? had is null ? null : Encoding.UTF8.GetBytes(had)
            : TopicCatalogue.Find(topic) is { } shape ? MessageKey.Extract(shape, corrected ?? (byte[]?)letter[PayloadAt]) : null;
    }

    private static IEnumerable<RowChange> Marks(object?[] letter, DateTimeOffset now)
    {
        var marked = (object?[])letter.Clone();
        marked[RetriedAt] = now;
        yield return RowChange.Upsert(Letters, marked);
        yield return RowChange.Delete(EngineTables.Quarantined, letter[..Letters.KeyColumns]);
    }
}
