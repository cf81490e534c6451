using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Engine;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Replay;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Memory;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books;
using Sluice.Topology.Books.Commands;
using Sluice.Topology.Reference;
using Sluice.Topology.Tests.Billing.Margin;

namespace Sluice.Topology.Tests.Books.Histories;

/// <summary>A log and a store in memory, on which commands are carried out one after the other, as the coordinator does it.</summary>
internal sealed class BooksDesk : IDisposable
{
    public const int Shards = 2;

    private static readonly BooksSettings s_settings = new();
    private static readonly CommandSeal s_seal = new(new byte[32]);
    private static readonly TopicPartition[] s_reference =
    [
        .. new[] { ReferenceTopics.Clients, ReferenceTopics.Providers, ReferenceTopics.ProviderPricingRules, ReferenceTopics.ClientPricingRules, ReferenceTopics.FxRates }
            .Select(topic => new TopicPartition(topic, 0)),
    ];

    private readonly List<(TopicPartition Source, long Offset, MarginRecord Record)> _records = [];
    private readonly FinanceCommands _commands = new(s_settings);
    private readonly PriceBookFold _fold = new(s_settings);
    private long _number;
    private int _windowsRead;

    public BooksDesk()
    {
        foreach (var topic in s_reference.Select(source => new TopicSpec(source.Topic, 1)).Append(new TopicSpec(FinanceTopics.Reports, Shards)))
        {
            Log.EnsureTopicAsync(topic, default).AsTask().GetAwaiter().GetResult();
        }

        Store.PrepareAsync([.. BooksTables.OfCommands, EngineTables.Commands, MarginTables.ProviderPartial, EngineTables.Quarantined], default).AsTask().GetAwaiter().GetResult();
    }

    public InMemoryStore Store { get; } = new();

    /// <summary>The commands sent so far, as rows of <see cref="EngineTables.Commands"/>.</summary>
    public List<object?[]> Commands { get; } = [];

    /// <summary>What commands read of reports before this offset comes from what the shards have stored.</summary>
    public long HeldFrom { get; init; }

    /// <summary>The day before its first command; each comes a day after the one before.</summary>
    public DateTimeOffset Begun { get; init; } = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Memory that a command has for one shard's reports.</summary>
    public long ReaderBytes { get; init; } = 1 << 30;

    /// <summary>How often commands have read a shard's reports.</summary>
    public int WindowsRead => _windowsRead;

    /// <summary>The shard that has a client's reports; null where none has come.</summary>
    public Func<string, int?> Owner { get; init; } = static client => ShardOf(client);

    /// <summary>Everything appended so far, with its place.</summary>
    public IReadOnlyList<(TopicPartition Source, long Offset, MarginRecord Record)> Records => _records;

    private InMemoryLog Log { get; } = new();

    public static int ShardOf(string client) => Partitioner.PartitionOf(Encoding.UTF8.GetBytes(client), Shards);

    /// <summary>Appends a record; returns its offset.</summary>
    public long Append(MarginRecord record)
    {
        var source = new TopicPartition(record.Topic, record.Topic == FinanceTopics.Reports ? ShardOf(record.Key) : 0);
        var builder = new LogBatchBuilder();
        builder.Add(hasKey: true, Encoding.UTF8.GetBytes(record.Key), hasValue: true, Encoding.UTF8.GetBytes(record.Json), 0);
        var offset = Log.AppendAsync([(source, builder.Take())], default).AsTask().GetAwaiter().GetResult()[0];
        _records.Add((source, offset, record));
        return offset;
    }

    /// <summary>The end of every input.</summary>
    public Positions Cut() => s_reference
        .Concat(Enumerable.Range(0, Shards).Select(shard => new TopicPartition(FinanceTopics.Reports, shard)))
        .Aggregate(Positions.None, (all, source) => all.With(source, _records.Count(r => r.Source == source)));

    /// <summary>Sends a command of the type with the fields given and carries it out.</summary>
    public CommandOutcome Send(string type, object fields, Positions? cut = null)
    {
        _number++;
        var body = JsonSerializer.SerializeToElement(fields);
        var command = new Command(
            "cmd-" + _number.ToString(CultureInfo.InvariantCulture), type, "tester", "", DateTimeOffset.UnixEpoch, cut ?? Cut(), _number, body);
        _commands.Fault(command).ShouldBeNull();
        var row = RowOf(command);
        Commands.Add(row);
        var outcome = _commands.CarryOutAsync(command, new Context(this), default).GetAwaiter().GetResult();
        row[2] = outcome.IsRefused ? CommandStatus.Refused : CommandStatus.Done;
        row[EngineTables.Commands.Ordinal("reason")] = outcome.Reason;
        var last = outcome.LastAsync is { } ask ? ask(default).AsTask().GetAwaiter().GetResult() : [];
        Store.CompleteOutboxAsync([], [.. outcome.Rows, .. last, RowChange.Upsert(EngineTables.Commands, row)], default).AsTask().GetAwaiter().GetResult();
        return outcome;
    }

    public IReadOnlyList<object?[]> Rows(TableSchema table) => Store.ReadRowsAsync(table, [], default).AsTask().GetAwaiter().GetResult();

    public void Dispose() => Store.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private sealed class Context(BooksDesk desk) : ICommandContext<PriceBook>
    {
        public int Shards => BooksDesk.Shards;

        public DateTimeOffset Now => desk.Begun.AddDays(desk._number);

        public long Number => desk._number;

        public IStore Store => desk.Store;

        public Task<PriceBook> ReferenceAtAsync(Positions cut, CancellationToken cancel) => Task.FromResult(desk.ReferenceAt(cut));

        public Task<IReadOnlyList<int?>> OwnersAsync(string topic, IReadOnlyList<string> keys, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<int?>>([.. keys.Select(desk.Owner)]);

        public int Readers => 2;

        public long ReaderBytes => desk.ReaderBytes;

        public Task ReadWindowsAsync(string topic, int shard, IReadOnlySet<int> windows, long from, long end, RecordSink sink, CancellationToken cancel)
        {
            Interlocked.Increment(ref desk._windowsRead);
            if (from < desk.HeldFrom)
            {
                throw new WindowLostException("the desk's log has forgotten its beginning") { HeldFrom = desk.HeldFrom };
            }

            desk.Read(new TopicPartition(topic, shard), from, end, sink);
            return Task.CompletedTask;
        }

        public Task LoadSegmentsAsync(TopicPartition source, long below, SegmentSink sink, CancellationToken cancel)
        {
            desk.LoadSegments(source, below, sink);
            return Task.CompletedTask;
        }

        public IPace Pace() => new NoRest();

        public void Report(string progress) => progress.ShouldNotBeNullOrWhiteSpace();
    }

    /// <summary>What a shard has stored of its reports.</summary>
    public void LoadSegments(TopicPartition source, long below, SegmentSink sink)
    {
        below.ShouldBe(HeldFrom);
        var stored = new StoredShard();
        Read(source, 0, Cut()[source], stored.Take);
        stored.Load(sink);
    }

    public PriceBook ReferenceAt(Positions cut) =>
        _fold.With(_fold.Empty, [.. s_reference.SelectMany(source => Decoded(source, cut[source]))]);

    /// <summary>Hands over a partition's records from an offset to below another.</summary>
    public void Read(TopicPartition source, long from, long end, RecordSink sink)
    {
        for (var next = from; next < end;)
        {
            var batch = Log.ReadAsync(source, next, 1_000, 1 << 20, default).AsTask().GetAwaiter().GetResult();
            foreach (var record in batch)
            {
                if (record.Offset < end)
                {
                    sink(record);
                }
            }

            next = batch.NextOffset;
        }
    }

    private static object?[] RowOf(Command command)
    {
        var request = CommandMessage.Write(
            s_seal, command.Id, command.Type, command.RequestedBy, command.Reason, command.IssuedAt, command.Cut, JsonObject.Create(command.Body));
        var row = new object?[EngineTables.Commands.Columns.Length];
        (row[0], row[1], row[2]) = (command.Id, command.Type, CommandStatus.Done);
        row[EngineTables.Commands.Ordinal("offset")] = command.Offset;
        row[EngineTables.Commands.Ordinal("request")] = Encoding.UTF8.GetString(request);
        return row;
    }

    private List<object> Decoded(TopicPartition source, long end)
    {
        List<object> decoded = [];
        Read(source, 0, end, (in Sluice.Engine.Log.Record record) => decoded.Add(_fold.Decode(source.Topic, record).Decoded!));
        return decoded;
    }
}
