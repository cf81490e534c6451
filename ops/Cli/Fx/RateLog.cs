using Sluice.Cli.Hosting;
using Sluice.Cli.Ingest;
using Sluice.Cli.Reading;
using Sluice.Connectors.Fx.Rates;
using Sluice.Connectors.Fx.Source;
using Sluice.Engine.Log;
using Sluice.Topology.Records;
using Sluice.Topology.Records.Shapes;
using Sluice.Topology.Reference;

namespace Sluice.Cli.Fx;

/// <summary>
/// The topic <c>fx_rates</c> of the books at a location. It remembers how far it has read, so that only what is new is
/// read again. Used by one thread at a time.
/// </summary>
/// <param name="log">Where rates are appended; null to look only.</param>
internal sealed class RateLog(StoreLocation location, ILog? log, string baseCurrency, TimeProvider time) : IRateLog
{
    private const int RecordsAtOnce = 10_000;
    private const int BytesAtOnce = 4 << 20;

    private readonly KnownRates _known = new();
    private readonly Dictionary<int, long> _next = [];

    public async ValueTask<KnownRates> ReadAsync(CancellationToken cancel)
    {
        await using var reader = await Books.ReadAsync(location, cancel);
        return reader is null ? _known : await ReadAsync(reader, cancel);
    }

    /// <summary>As <see cref="ReadAsync(CancellationToken)"/>, from books that are open to be looked at.</summary>
    public async ValueTask<KnownRates> ReadAsync(IBooksReader reader, CancellationToken cancel)
    {
        var ranges = await reader.OffsetsAsync(ReferenceTopics.FxRates, cancel);
        for (var partition = 0; partition < ranges.Count; partition++)
        {
            var next = Math.Max(_next.GetValueOrDefault(partition), ranges[partition].Start);
            while (next < ranges[partition].End)
            {
                var batch = await reader.ReadLogAsync(new TopicPartition(ReferenceTopics.FxRates, partition), next, RecordsAtOnce, BytesAtOnce, cancel);
                Take(batch);
                next = batch.NextOffset;
                _next[partition] = next;
            }
        }

        return _known;
    }

    public async ValueTask AppendAsync(IReadOnlyList<FxRate> rates, CancellationToken cancel)
    {
        var target = log ?? throw new InvalidOperationException("these books are open to be looked at only");
        await target.EnsureTopicAsync(new TopicSpec(ReferenceTopics.FxRates, Partitions: 1), cancel);
        var appender = new TopicAppender(target, TopicCatalogue.FxRates, partitions: 1, appendsAtOnce: 1, time);
        foreach (var rate in rates)
        {
            if (appender.IsFull)
            {
                await appender.SendAsync(cancel);
            }

            appender.Add(FxRateJson.Write(rate));
        }

        await appender.SendAsync(cancel);
        await appender.FlushAsync();
    }

    /// <summary>What the engine rejects counts for nothing here either.</summary>
    private void Take(LogBatch batch)
    {
        foreach (var record in batch)
        {
            if (ReferenceDecoder.TryDecode(ReferenceTopics.FxRates, record.Key, record.HasKey, record.Value, out var decoded, out _)
                && decoded is FxRateRecord rate
                && rate.Quote == baseCurrency)
            {
                _known.Add(new KnownRate(rate.Base, rate.Date, rate.Rate, rate.Source, rate.RecordedAt, rate.Canonical));
            }
        }
    }
}
