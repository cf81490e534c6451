using System.Diagnostics.CodeAnalysis;
using System.Text;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Topology.Records;
using Sluice.Topology.Records.Shapes;

namespace Sluice.Cli.Retry;

/// <summary>
/// Retries dead letters, one request of a desk at a time: first the records are appended, then, in one transaction, their
/// letters are marked. A crash in between leaves them unmarked, so that they are appended once more; the engine ignores
/// the second copy of a record it has taken.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing; it lives as long as the session.")]
internal sealed class DeadLetterDesk(IStore store, ILog log, TimeProvider time)
{
    private const int LettersAtOnce = 200;

    private static readonly TableSchema Letters = EngineTables.DeadLetters;
    private static readonly int KeyAt = Letters.Ordinal("key");
    private static readonly int PayloadAt = Letters.Ordinal("payload");
    private static readonly int RetriedAt = Letters.Ordinal("retried_at");

    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <exception cref="StoreException">The letters cannot be read or marked.</exception>
    /// <exception cref="LogException">Nothing, or perhaps nothing, was appended; no letter of it is marked.</exception>
    public async Task<RetryAnswer> RetryAsync(RetryRequest request, CancellationToken cancel)
    {
        await _oneAtATime.WaitAsync(cancel);
        try
        {
            await store.PrepareAsync(EngineTables.All, cancel);
            var letters = await FindAsync(request, cancel);
            if (request.Id is not null && letters.Count == 0)
            {
                return new RetryAnswer([], 0, $"there is no dead letter {request.Id}");
            }

            var due = letters.Where(l => l[RetriedAt] is null || request.Id is not null).ToList();
            var topics = (await log.TopicsAsync(cancel)).ToDictionary(t => t.Name, t => t.Partitions);
            if (due.Select(l => (string)l[0]!).FirstOrDefault(t => !topics.ContainsKey(t)) is { } missing)
            {
                return new RetryAnswer([], 0, $"the log has no topic {missing}, where a dead letter belongs: name the log of these books; nothing was appended");
            }

            var retried = new List<RetriedLetter>();
            foreach (var some in due.Chunk(LettersAtOnce))
            {
                retried.AddRange(await RetryAsync(some, topics, request.Payload, cancel));
            }

            return new RetryAnswer(retried, letters.Count - due.Count);
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

        return await store.ReadRowsAsync(Letters, where, cancel);
    }

    private async Task<List<RetriedLetter>> RetryAsync(
        object?[][] letters, Dictionary<string, int> topics, byte[]? corrected, CancellationToken cancel)
    {
        var builders = new Dictionary<TopicPartition, LogBatchBuilder>();
        var places = new List<(TopicPartition Target, int Index)>();
        var now = time.GetUtcNow();
        foreach (var letter in letters)
        {
            places.Add(Add(builders, topics, letter, corrected, now.ToUnixTimeMilliseconds()));
        }

        var batches = builders.Select(b => (b.Key, b.Value.Take())).ToList();
        var first = batches.Select(b => b.Key).Zip(await log.AppendAsync(batches, cancel)).ToDictionary();

        // From here on the request is finished whatever happens to whoever asked for it.
        await store.CompleteOutboxAsync([], [.. letters.SelectMany(l => Marks(l, now))], CancellationToken.None);
        return [.. letters.Zip(places, (l, p) => new RetriedLetter((string)l[0]!, (long)l[1]!, (long)l[2]!, p.Target.Partition, first[p.Target] + p.Index))];
    }

    private static (TopicPartition Target, int Index) Add(
        Dictionary<TopicPartition, LogBatchBuilder> builders, Dictionary<string, int> topics, object?[] letter, byte[]? corrected, long timestampMs)
    {
        var topic = (string)letter[0]!;
        var payload = corrected ?? (byte[]?)letter[PayloadAt];
        var key = KeyOf(topic, letter, corrected);
        var target = new TopicPartition(topic, Partitioner.PartitionOf(key, topics[topic]));
        if (!builders.TryGetValue(target, out var builder))
        {
            builders[target] = builder = new LogBatchBuilder();
        }

        builder.Add(key is not null, key, payload is not null, payload, timestampMs);
        return (target, builder.Count - 1);
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
