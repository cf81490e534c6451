using Sluice.Connectors.Embedded.Reading;
using Sluice.Engine.Log;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;

namespace Sluice.Cli.Reading;

/// <summary>The names that clients and providers go by, from the log's reference topics; for tables only.</summary>
internal static class PartyNames
{
    private const int RecordsAtOnce = 10_000;
    private const int BytesAtOnce = 4 << 20;

    public static Task<IReadOnlyDictionary<string, string>> ClientsAsync(EmbeddedSnapshot? reader, CancellationToken cancel) =>
        ReadAsync(reader, ReferenceTopics.Clients, cancel);

    public static Task<IReadOnlyDictionary<string, string>> ProvidersAsync(EmbeddedSnapshot? reader, CancellationToken cancel) =>
        ReadAsync(reader, ReferenceTopics.Providers, cancel);

    private static async Task<IReadOnlyDictionary<string, string>> ReadAsync(EmbeddedSnapshot? reader, string topic, CancellationToken cancel)
    {
        var latest = new Dictionary<string, (DateTimeOffset At, string Name)>(StringComparer.Ordinal);
        var ends = reader?.Offsets(topic) ?? [];
        for (var partition = 0; partition < ends.Count; partition++)
        {
            for (var next = ends[partition].Start; next < ends[partition].End;)
            {
                var batch = await reader!.ReadLogAsync(new TopicPartition(topic, partition), next, RecordsAtOnce, BytesAtOnce, cancel);
                next = batch.NextOffset;
                Take(topic, batch, latest);
            }
        }

        return latest.ToDictionary(p => p.Key, p => p.Value.Name, StringComparer.Ordinal);
    }

    private static void Take(string topic, LogBatch batch, Dictionary<string, (DateTimeOffset At, string Name)> latest)
    {
        foreach (var record in batch)
        {
            if (!ReferenceDecoder.TryDecode(topic, record.Key, record.HasKey, record.Value, out var decoded, out _))
            {
                continue;
            }

            var (id, name) = decoded switch
            {
                ClientRecord client => (client.ClientId, client.Name),
                ProviderRecord provider => (provider.ProviderId, provider.Name),
                _ => throw new ArgumentException($"{topic} names nobody", nameof(topic)),
            };
            if (!latest.TryGetValue(id, out var known) || known.At <= decoded.RecordedAt)
            {
                latest[id] = (decoded.RecordedAt, name);
            }
        }
    }
}
