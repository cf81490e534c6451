using Confluent.Kafka;

namespace Sluice.Connectors.Kafka.Clients;

/// <summary>
/// Asks again what brokers refuse for the moment only, as while a new topic's leaders are chosen or move: after pauses
/// that double up to a second, each shortened by chance by up to a half, as long as a request may take. Counted.
/// </summary>
/// <param name="options">How long a request may take.</param>
/// <param name="salt">Makes its pauses differ from those of others in this process.</param>
internal sealed class Attempts(KafkaOptions options, int salt = 0)
{
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Random _chance = new(unchecked(Environment.ProcessId + (salt * 7919)));

    /// <summary>Asks until it is answered, or refused for good, or for too long; the client's exceptions come through.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> ask, CancellationToken cancel)
    {
        var began = options.Time.GetTimestamp();
        for (var pause = PauseMin; ; pause = Min(pause * 2, PauseMax))
        {
            try
            {
                return await ask();
            }
            catch (KafkaException refused) when (MayPass(refused.Error) && options.Time.GetElapsedTime(began) + pause < options.RequestTimeout)
            {
                options.Meters?.Retried();
            }

            await Task.Delay(Shortened(pause), options.Time, cancel);
        }
    }

    /// <summary>Whether the brokers themselves expect it to be over soon. Their silence is not: they were asked long enough.</summary>
    internal static bool MayPass(Error error) => error.Code is
        ErrorCode.NotLeaderForPartition or ErrorCode.LeaderNotAvailable or ErrorCode.OffsetNotAvailable or ErrorCode.UnknownLeaderEpoch
        or ErrorCode.FencedLeaderEpoch or ErrorCode.PreferredLeaderNotAvailable or ErrorCode.BrokerNotAvailable or ErrorCode.NotController;

    private TimeSpan Shortened(TimeSpan pause)
    {
        lock (_lock)
        {
            return pause - TimeSpan.FromTicks(_chance.NextInt64((pause.Ticks / 2) + 1));
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
