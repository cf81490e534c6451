using System.Text;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Reference;
using Sluice.Engine.Shards;
using Sluice.Engine.Shards.Keys;
using Sluice.Engine.Testing.Memory;
using Sluice.Engine.Topology;

namespace Sluice.Engine.Testing.Driving;

/// <summary>
/// Runs a topology's shards in the test's own thread, without log, store or clock (in the manner of Kafka Streams'
/// driver of the same name): messages are piped in, tables are read out.
/// <code>
/// driver.PipeReference("clients", "C1", client).Pipe("reports", "C1", report);
/// driver.Table(MarginTables.MarginSummary).Single().Amount("revenue").ShouldBe(900m);
/// </code>
/// </summary>
/// <remarks>Owned by one thread.</remarks>
public sealed class TopologyTestDriver<TReference>
{
    private readonly Topology<TReference> _topology;
    private readonly TestDriverOptions _options;
    private readonly ReferenceHistory<TReference> _reference;
    private readonly Dictionary<string, long> _referenceEnds = [];
    private readonly List<DrivenShard<TReference>> _shards = [];
    private readonly Dictionary<string, InMemoryTable> _tables;
    private int _waiting;

    public TopologyTestDriver(Topology<TReference> topology, TestDriverOptions? options = null)
    {
        _topology = topology;
        _options = options ?? new TestDriverOptions();
        _reference = new ReferenceHistory<TReference>(topology.Reference);
        _tables = topology.Tables.ToDictionary(t => t.Name, t => new InMemoryTable(t));
        Now = _options.Start;
        for (var shard = 0; shard < _options.Shards; shard++)
        {
            var claims = _options.ClaimsKeys ? KeyClaims.Of(topology, shard, Claim(shard)) : null;
            _shards.Add(new DrivenShard<TReference>(topology, shard, _options, _reference, claims));
        }
    }

    /// <summary>The time of the next steps.</summary>
    public DateTimeOffset Now { get; set; }

    /// <summary>Change sets committed so far, over all shards.</summary>
    public int Commits { get; private set; }

    /// <summary>Records set aside, by topic, partition and offset.</summary>
    public IReadOnlyList<TestRow> DeadLetters => Table(EngineTables.DeadLetters);

    /// <summary>Sends a message to an input, into the partition of its key; a null payload is a tombstone.</summary>
    public TopologyTestDriver<TReference> Pipe(string topic, string? key, string? json) =>
        Pipe(topic, key is null ? null : Encoding.UTF8.GetBytes(key), json is null ? null : Encoding.UTF8.GetBytes(json));

    /// <inheritdoc cref="Pipe(string, string?, string?)"/>
    public TopologyTestDriver<TReference> Pipe(string topic, byte[]? key, byte[]? value) =>
        PipeTo(Partitioner.PartitionOf(key, _options.Shards), topic, key, value);

    /// <summary>Sends a message to an input, into the partition given, as a producer may that places keys otherwise.</summary>
    public TopologyTestDriver<TReference> PipeTo(int partition, string topic, byte[]? key, byte[]? value)
    {
        Invariant.Check(_topology.Streams.Any(s => s.Topic == topic), $"{topic} is an input of the topology");
        _shards[partition].Add(topic, key, value, Now);
        return NoteWaiting();
    }

    /// <summary>Sends a message to a reference topic, which has one partition; shards take it with their next step.</summary>
    public TopologyTestDriver<TReference> PipeReference(string topic, string? key, string? json)
    {
        Invariant.Check(_topology.ReferenceTopics.Any(t => t.Topic == topic), $"{topic} is a reference topic of the topology");
        var record = new LogBatchBuilder();
        var (keyBytes, value) = (key is null ? null : Encoding.UTF8.GetBytes(key), json is null ? null : Encoding.UTF8.GetBytes(json));
        record.Add(keyBytes is not null, keyBytes, value is not null, value, Now.ToUnixTimeMilliseconds());
        var offset = _referenceEnds.GetValueOrDefault(topic);
        _referenceEnds[topic] = offset + 1;
        _reference.Append(new LogBatch(new TopicPartition(topic, 0), offset, offset + 1, 1, record.Take().Bytes));
        return NoteWaiting();
    }

    /// <summary>Lets every shard take what waits for it, and move to the latest reference data.</summary>
    public TopologyTestDriver<TReference> Advance()
    {
        do
        {
            Step();
        }
        while (_shards.Any(s => s.Machine.IsAdvancing));
        return this;
    }

    /// <summary>One step of every shard: all that waits, and one slice of the way to the latest reference data.</summary>
    public TopologyTestDriver<TReference> Step()
    {
        _waiting = 0;
        foreach (var commit in _shards.Select(s => s.Step(_reference, Now)).OfType<State.ShardCommit>())
        {
            Commits++;
            foreach (var row in commit.Rows)
            {
                _tables[row.Table.Name].Apply(row.Deleted, ColumnTypes.Admit(row.Table, row.Values));
            }
        }

        return this;
    }

    /// <summary>The rows of a table by key as committed so far, without a step; those of a merged table are merged now.</summary>
    public IReadOnlyList<TestRow> Committed(TableSchema schema)
    {
        var rows = _topology.Merges.FirstOrDefault(m => m.Target == schema) is { } merge ? Merged(merge) : _tables[schema.Name].Read(schema, []);
        return [.. rows.Select(r => new TestRow(schema, r))];
    }

    /// <summary>The rows of a table by key, after everything piped; those of a merged table are merged now.</summary>
    public IReadOnlyList<TestRow> Table(TableSchema schema)
    {
        Advance();
        return Committed(schema);
    }

    /// <summary>The sum over all shards of the hashes of a window's facts.</summary>
    public UInt128 Fingerprint(int window)
    {
        Advance();
        return _shards.Aggregate(UInt128.Zero, (sum, s) => unchecked(sum + s.Machine.Fingerprints[window]));
    }

    /// <summary>The machine of a shard, for what no table shows.</summary>
    public ShardMachine<TReference> Machine(int shard) => _shards[shard].Machine;

    /// <summary>The segments a shard has kept.</summary>
    public IReadOnlyList<byte[]> Segments(int shard) => _shards[shard].Segments;

    /// <summary>Crashes a shard between two steps and starts it from what it committed; what waits for it still waits.</summary>
    public TopologyTestDriver<TReference> Restart(int shard)
    {
        _shards[shard].Restart(_reference);
        return this;
    }

    private KeyClaim Claim(int shard) => (group, keys, _) => new(_tables[EngineTables.KeyOwner.Name].ClaimKeys(group, shard, keys));

    private TopologyTestDriver<TReference> NoteWaiting() => ++_waiting < _options.BatchRecords ? this : _options.StepsWhileAdvancing ? Step() : Advance();

    private List<object?[]> Merged(MergedTable merge)
    {
        var at = merge.Target.Columns.Take(merge.Target.KeyColumns).Select(c => merge.Source.Ordinal(c.Name)).ToList();
        return [.. _tables[merge.Source.Name].Read(merge.Source, [])
            .GroupBy(row => new RowKey([.. at.Select(i => row[i])]))
            .Select(group => merge.Merge([.. group]))
            .OfType<object?[]>()
            .Order(new KeyOrder(merge.Target.KeyColumns))];
    }
}
