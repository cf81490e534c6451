using Sluice.Topology.Records;
using Sluice.Topology.Reference;

namespace Sluice.Cli.Reading;

/// <summary>The names that clients and providers go by, from the log's reference topics; for tables only.</summary>
internal static class PartyNames
{
    public static Task<IReadOnlyDictionary<string, string>> ClientsAsync(IBooksReader? reader, CancellationToken cancel) =>
        ReadAsync(reader, ReferenceTopics.Clients, cancel);

    public static Task<IReadOnlyDictionary<string, string>> ProvidersAsync(IBooksReader? reader, CancellationToken cancel) =>
        ReadAsync(reader, ReferenceTopics.Providers, cancel);

    private static async Task<IReadOnlyDictionary<string, string>> ReadAsync(IBooksReader? reader, string topic, CancellationToken cancel)
    {
        var latest = new Dictionary<string, (DateTimeOffset At, string Name)>(StringComparer.Ordinal);
        foreach (var record in await ReferenceLog.ReadAsync(reader, topic, cancel))
        {
            var (id, name) = record switch
            {
                ClientRecord client => (client.ClientId, client.Name),
                ProviderRecord provider => (provider.ProviderId, provider.Name),
                _ => throw new ArgumentException($"{topic} names nobody", nameof(topic)),
            };
            if (!latest.TryGetValue(id, out var known) || known.At <= record.RecordedAt)
            {
                latest[id] = (record.RecordedAt, name);
            }
        }

        return latest.ToDictionary(p => p.Key, p => p.Value.Name, StringComparer.Ordinal);
    }
}
