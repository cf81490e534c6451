using System.Text.Json;

namespace Sluice.Connectors.Kafka.Telemetry;

/// <summary>What Sluice takes from one of librdkafka's statistics documents (STATISTICS.md there describes them all).</summary>
internal sealed record ClientStatistics(
    long SentBytes,
    long ReceivedBytes,
    long QueuedRecords,
    IReadOnlyList<(string Broker, double Seconds)> RoundTrips,
    IReadOnlyList<(string Topic, int Partition, long Records)> Lags)
{
    public static ClientStatistics None { get; } = new(0, 0, 0, [], []);

    /// <summary>Null for what is no such document.</summary>
    public static ClientStatistics? Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return new ClientStatistics(
                Number(root, "tx_bytes"), Number(root, "rx_bytes"), Number(root, "msg_cnt"), [.. RoundTripsOf(root)], [.. LagsOf(root)]);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<(string Broker, double Seconds)> RoundTripsOf(JsonElement root) =>
        from broker in Members(root, "brokers")
        where broker.Value.TryGetProperty("nodeid", out var id) && id.GetInt64() >= 0
        let trip = broker.Value.TryGetProperty("rtt", out var window) ? Number(window, "avg") : 0
        where trip > 0
        select (broker.Name, trip / 1e6);

    /// <summary>
    /// The library's own lag counts from committed offsets, which there are none of here. A reader that has not been given
    /// a record yet stands where it fetches.
    /// </summary>
    private static IEnumerable<(string Topic, int Partition, long Records)> LagsOf(JsonElement root) =>
        from topic in Members(root, "topics")
        from partition in Members(topic.Value, "partitions")
        let given = Number(partition.Value, "app_offset", otherwise: -1)
        let read = given >= 0 ? given : Number(partition.Value, "next_offset", otherwise: -1)
        let stable = Number(partition.Value, "ls_offset", otherwise: -1)
        let end = stable >= 0 ? stable : Number(partition.Value, "hi_offset", otherwise: -1)
        where read >= 0 && end >= 0
        select (topic.Name, (int)Number(partition.Value, "partition"), Math.Max(0, end - read));

    private static JsonElement.ObjectEnumerator Members(JsonElement element, string name) =>
        element.TryGetProperty(name, out var inner) && inner.ValueKind == JsonValueKind.Object ? inner.EnumerateObject() : default;

    private static long Number(JsonElement element, string name, long otherwise = 0) =>
        element.TryGetProperty(name, out var value) && value.TryGetInt64(out var number) ? number : otherwise;
}
