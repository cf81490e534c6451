using Sluice.Cli.Reading;
using Sluice.Engine.Log;
using Sluice.Engine.State;
using Sluice.Topology;
using Sluice.Topology.Books.Explaining;
using Sluice.Topology.Reference;

namespace Sluice.Cli.Explaining;

/// <summary>The reference records of a log, read once, to make books of what lies below any cut. Used by one thread.</summary>
internal sealed class ReferenceRecords
{
    private const int RecordsAtOnce = 10_000;
    private const int BytesAtOnce = 4 << 20;

    private static readonly string[] Topics =
    [
        ReferenceTopics.Clients, ReferenceTopics.Providers, ReferenceTopics.ProviderPricingRules, ReferenceTopics.ClientPricingRules, ReferenceTopics.FxRates,
        ReferenceTopics.Aliases,
    ];

    private readonly PriceBookFold _fold;
    private readonly List<(TopicPartition Source, long Offset, object Decoded)> _records = [];

    private ReferenceRecords(BooksSettings settings) => _fold = new PriceBookFold(settings);

    /// <exception cref="ExplainException">The log no longer holds all of them.</exception>
    public static async Task<ReferenceRecords> ReadAsync(IBooksReader reader, BooksSettings settings, CancellationToken cancel)
    {
        var records = new ReferenceRecords(settings);
        foreach (var topic in Topics)
        {
            var ranges = await reader.OffsetsAsync(topic, cancel);
            for (var partition = 0; partition < ranges.Count; partition++)
            {
                if (ranges[partition].Start > 0)
                {
                    throw new ExplainException($"{topic}/{partition} begins at offset {ranges[partition].Start}: a history that has lost its beginning explains nothing");
                }

                await records.ReadAsync(reader, new TopicPartition(topic, partition), ranges[partition].End, cancel);
            }
        }

        return records;
    }

    public PriceBook Below(Positions cut) => _fold.With(_fold.Empty, [.. _records.Where(r => r.Offset < cut[r.Source]).Select(r => r.Decoded)]);

    private async Task ReadAsync(IBooksReader reader, TopicPartition source, long end, CancellationToken cancel)
    {
        for (var next = 0L; next < end;)
        {
            var batch = await reader.ReadLogAsync(source, next, RecordsAtOnce, BytesAtOnce, cancel);
            foreach (var record in batch)
            {
                if (_fold.Decode(source.Topic, record).Decoded is { } decoded)
                {
                    _records.Add((source, record.Offset, decoded));
                }
            }

            next = batch.NextOffset;
        }
    }
}
