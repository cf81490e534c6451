using Confluent.Kafka;

namespace Sluice.Connectors.Kafka.Clients;

/// <summary>Hears what the clients say on their own threads: errors that they get over by themselves, and statistics.</summary>
internal sealed class ClientWatch(KafkaOptions options)
{
    private int _down;

    public void Error(Error error)
    {
        if (error.Code == ErrorCode.Local_AllBrokersDown)
        {
            // Every client says so, and again and again: the first is enough until one has reached a broker.
            if (Interlocked.Exchange(ref _down, 1) == 0)
            {
                options.Notify($"no Kafka broker of {options.Brokers} answers; waiting for its return");
            }
        }
        else if (error.Code is ErrorCode.Local_Authentication or ErrorCode.Local_Ssl || error.IsFatal)
        {
            options.Notify($"Kafka: {error.Reason}");
        }
    }

    /// <summary>A broker has answered.</summary>
    public void Answered()
    {
        if (Volatile.Read(ref _down) == 1 && Interlocked.Exchange(ref _down, 0) == 1)
        {
            options.Notify($"Kafka at {options.Brokers} answers again");
        }
    }

    public void Gone(string client) => options.Meters?.Forget(client);

    public void Statistics(string client, string json) => options.Meters?.Take(client, json);
}
