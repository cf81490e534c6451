using System.Collections.Concurrent;

namespace Sluice.Engine.Shards;

/// <summary>Pause and resume of inputs, all or one at a time. Safe from any thread.</summary>
public sealed class PauseGates
{
    private readonly Gate _all = new();
    private readonly ConcurrentDictionary<string, Gate> _topics = new();

    /// <summary>Holds reading of a topic, or of every input when null. What was read before is still processed.</summary>
    public void Pause(string? topic = null) => GateOf(topic).Close();

    /// <summary>Lets reading go on where it stopped.</summary>
    public void Resume(string? topic = null) => GateOf(topic).Open();

    public bool IsPaused(string topic) => !_all.IsOpen || !GateOf(topic).IsOpen;

    internal async Task PassAsync(string topic, CancellationToken cancel)
    {
        while (IsPaused(topic))
        {
            await _all.PassAsync(cancel);
            await GateOf(topic).PassAsync(cancel);
        }
    }

    private Gate GateOf(string? topic) => topic is null ? _all : _topics.GetOrAdd(topic, static _ => new Gate());
}
