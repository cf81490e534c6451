namespace Sluice.Connectors.Tests.Kafka;

/// <summary>A test of what the mock cluster does not do: transactions' markers, deleting topics, changing their settings.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealBrokerFactAttribute : FactAttribute
{
    public RealBrokerFactAttribute() => Skip = RealBroker.Missing;
}

/// <summary>The same, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealBrokerTheoryAttribute : TheoryAttribute
{
    public RealBrokerTheoryAttribute() => Skip = RealBroker.Missing;
}

/// <summary>The brokers that tests are given.</summary>
internal static class RealBroker
{
    public static readonly string? Address = Environment.GetEnvironmentVariable("SLUICE_TEST_KAFKA") is { Length: > 0 } brokers ? brokers : null;

    /// <summary>Shell commands that stop the brokers and start them again with their data; only both together count.</summary>
    public static readonly string? Down = Environment.GetEnvironmentVariable("SLUICE_TEST_KAFKA_DOWN");
    public static readonly string? Up = Environment.GetEnvironmentVariable("SLUICE_TEST_KAFKA_UP");

    public static readonly string? Missing = Address is null ? "SLUICE_TEST_KAFKA is not set" : null;

    public static bool CanBeStopped => Address is not null && !string.IsNullOrEmpty(Down) && !string.IsNullOrEmpty(Up);
}
