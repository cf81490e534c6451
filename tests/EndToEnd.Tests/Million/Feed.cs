using Sluice.EndToEnd.Child.Appending;
using Sluice.Engine.Log;
using Sluice.Oracle.Input;
using Sluice.Oracle.Results;

namespace Sluice.EndToEnd.Tests.Million;

/// <summary>Appends a market's records to a log and remembers the offsets that the log gave. Owned by one test.</summary>
internal sealed class Feed(Market market, int shards)
{
    private const int AppendRecords = 4_000;

    private readonly Dictionary<TopicPartition, List<int>> _sent = [];

    /// <summary>
    /// Whether the log may take a batch twice when its answer is lost: the mock cluster does not know a producer's numbers.
    /// </summary>
    public bool MayRepeat { get; init; }

    public Market Market => market;

    public int Shards => shards;

    /// <summary>Messages of reports in the log, redelivered and rejected ones included.</summary>
    public long ReportMessages => _sent.Where(s => s.Key.Topic == Topics.Reports).Sum(s => s.Value.Count);

    /// <summary>The partitions that hold anything.</summary>
    public IReadOnlyCollection<TopicPartition> Partitions => _sent.Keys;

    /// <summary>What is in a partition, by number, in the order of offsets.</summary>
    public IReadOnlyList<int> Sent(TopicPartition partition) => _sent.GetValueOrDefault(partition, []);

    /// <summary>The books of the whole market, with the addresses that this log gave to rejected records.</summary>
    public MarginBooks Expected => market.Books with { Rejected = [.. RejectedPlaces.Select(p => new RejectedRow(p, ""))] };

    /// <summary>Where the log has the records that the oracle rejects.</summary>
    public IEnumerable<RecordPlace> RejectedPlaces =>
        from partition in _sent
        from message in partition.Value.Select((record, offset) => (Record: record, Offset: offset))
        where market.IsRejected(message.Record)
        select new RecordPlace(partition.Key.Topic, partition.Key.Partition, message.Offset);

    /// <summary>Appends records in the given order.</summary>
    public async Task AppendAsync(ILog log, IEnumerable<int> records)
    {
        foreach (var chunk in records.Chunk(AppendRecords))
        {
            var batches = new Dictionary<TopicPartition, (LogBatchBuilder Builder, List<int> Records)>();
            foreach (var record in chunk)
            {
                var key = market.Key(record);
                var target = AppendCommand.Target(market.Records[record], key, shards);
                if (!batches.TryGetValue(target, out var batch))
                {
                    batches[target] = batch = (new LogBatchBuilder(), []);
                }

                batch.Builder.Add(key, market.Records[record].Json, timestampMs: 0);
                batch.Records.Add(record);
            }

            var offsets = await log.AppendAsync([.. batches.Select(b => (b.Key, b.Value.Builder.Take()))], CancellationToken.None);
            foreach (var ((target, batch), offset) in batches.Zip(offsets))
            {
                Note(target, batch.Records, offset);
            }
        }
    }

    /// <summary>Notes records that another process has appended, in the order of their numbers.</summary>
    public void NoteAppended(IEnumerable<int> records)
    {
        foreach (var record in records)
        {
            var target = AppendCommand.Target(market.Records[record], market.Key(record), shards);
            Note(target, [record], Sent(target).Count);
        }
    }

    private void Note(TopicPartition target, List<int> records, long offset)
    {
        if (!_sent.TryGetValue(target, out var sent))
        {
            _sent[target] = sent = [];
        }

        if (MayRepeat && offset == sent.Count + records.Count)
        {
            sent.AddRange(records);
        }

        offset.ShouldBe(sent.Count, $"{target} has no gaps and no other producer");
        sent.AddRange(records);
    }
}
