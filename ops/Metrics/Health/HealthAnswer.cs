namespace Sluice.Metrics.Health;

/// <summary>Whether all is well, and in words what is or is not.</summary>
public sealed record HealthAnswer(bool Healthy, string Words)
{
    public static HealthAnswer Well(string words) => new(true, words);

    public static HealthAnswer Ill(string words) => new(false, words);
}
