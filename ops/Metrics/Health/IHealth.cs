namespace Sluice.Metrics.Health;

/// <summary>What a worker says of itself. Safe for concurrent callers.</summary>
public interface IHealth
{
    /// <summary>Whether it can take records and questions now.</summary>
    ValueTask<HealthAnswer> ReadyAsync(CancellationToken cancel);
}
