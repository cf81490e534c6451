using Sluice.Engine.Log;

namespace Sluice.Engine.Control;

/// <summary>Where commands come from: a topic of one partition, so that they have one order.</summary>
public static class ControlTopic
{
    public const string Name = "control";

    public static TopicPartition Source { get; } = new(Name, 0);

    /// <summary>All of it is kept: it tells who asked for what.</summary>
    public static TopicSpec Spec { get; } = new(Name, Partitions: 1);
}
