using Sluice.Cli.Sessions;
using Sluice.Connectors.Embedded.Reading;
using Sluice.Connectors.Kafka;
using Sluice.Connectors.Kafka.Log;
using Sluice.Connectors.Postgres.Reading;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Cli.Reading;

/// <summary>
/// Books in a SQLite file or on PostgreSQL whose log is on Kafka. The brokers are asked only when something of theirs is
/// wanted: most lists need rows alone.
/// </summary>
/// <param name="file">The file; null where there is none.</param>
/// <param name="server">The server; null with a file.</param>
internal sealed class KafkaSideReader(EmbeddedSnapshot? file, PostgresReader? server, KafkaOptions kafka) : IBooksReader
{
    private KafkaLog? _log;
    private IReadOnlyList<TopicSpec>? _topics;

    public async ValueTask<IReadOnlyList<object?[]>> ReadRowsAsync(
        TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel) =>
        file is not null ? await file.ReadRowsAsync(table, where, cancel)
        : server is not null ? await server.ReadRowsAsync(table, where, cancel)
        : [];

    public async ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel) =>
        file is not null ? await file.StandingsAsync(cancel)
        : server is not null ? await server.StandingsAsync(cancel)
        : [];

    public ValueTask LoadSegmentsAsync(ShardStanding standing, SegmentSink sink, CancellationToken cancel) =>
        file?.LoadSegmentsAsync(standing, sink, cancel) ?? server?.LoadSegmentsAsync(standing, sink, cancel) ?? ValueTask.CompletedTask;

    public async ValueTask<IReadOnlyList<string>> UnguardedAsync(IReadOnlyList<TableSchema> appendOnly, CancellationToken cancel) =>
        file is not null ? await file.UnguardedAsync(appendOnly, cancel)
        : server is not null ? await server.UnguardedAsync(appendOnly, cancel)
        : [];

    public async ValueTask<IReadOnlyList<OffsetRange>> OffsetsAsync(string topic, CancellationToken cancel)
    {
        var log = await LogAsync(cancel);
        _topics ??= await log.TopicsAsync(cancel);
        return _topics.Any(t => t.Name == topic) ? await log.OffsetsAsync(topic, cancel) : [];
    }

    public async ValueTask<LogBatch> ReadLogAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel) =>
        await (await LogAsync(cancel)).ReadAsync(source, fromOffset, maxRecords, maxBytes, cancel);

    public async ValueTask DisposeAsync()
    {
        file?.Dispose();
        await (server?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_log?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async ValueTask<KafkaLog> LogAsync(CancellationToken cancel) => _log ??= await Reach.KafkaAsync(kafka, cancel);
}
