using Confluent.Kafka;

namespace Sluice.Connectors.Kafka.Clients;

/// <summary>Hears what the clients say on their own threads: errors that they get over by themselves, and statistics.</summary>
internal sealed class ClientWatch(KafkaOptions options)
{
    // A client may be told of an outage only when another has already been answered after it.
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    private int _down;
    private long _answered = -1;

    public void Error(Error error)
    {
        if (error.Code == ErrorCode.Local_AllBrokersDown)
        {
            // Every client says so, and again and again while it lasts: one is enough until one has reached a broker.
            if (HasJustAnswered())
            {
                _ = LookLaterAsync(Volatile.Read(ref _answered));
            }
            else
            {
                Down();
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
        Volatile.Write(ref _answered, options.Time.GetTimestamp());
        if (Volatile.Read(ref _down) == 1 && Interlocked.Exchange(ref _down, 0) == 1)
        {
            options.Notify($"Kafka at {options.Brokers} answers again");
        }
    }

    /// <summary>A client says so once an outage: one that begins just after an answer has to be told as well.</summary>
    private async Task LookLaterAsync(long answered)
    {
        await Task.Delay(Calm, options.Time);
        if (Volatile.Read(ref _answered) == answered)
        {
            Down();
        }
    }

    private void Down()
    {
        if (Interlocked.Exchange(ref _down, 1) == 0)
        {
            options.Notify($"no Kafka broker of {options.Brokers} answers; waiting for its return");
        }
    }

    private bool HasJustAnswered() => Volatile.Read(ref _answered) is >= 0 and var last && options.Time.GetElapsedTime(last) < Calm;

    public void Gone(string client) => options.Meters?.Forget(client);

    public void Statistics(string client, string json) => options.Meters?.Take(client, json);
}
