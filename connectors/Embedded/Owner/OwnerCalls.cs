using System.Collections.Concurrent;

namespace Sluice.Connectors.Embedded.Owner;

/// <summary>Requests that the host answers by name, with JSON in and out; added at any time, called from any thread.</summary>
public sealed class OwnerCalls
{
    private readonly ConcurrentDictionary<string, Func<string, CancellationToken, ValueTask<string>>> _handlers = new(StringComparer.Ordinal);

    /// <summary>Answers the name from now on; the last handler of a name counts.</summary>
    /// <param name="handler">Takes the request's JSON and gives the answer's; what it throws reaches the caller as an <see cref="EmbeddedException"/>.</param>
    public void Register(string name, Func<string, CancellationToken, ValueTask<string>> handler) => _handlers[name] = handler;

    /// <exception cref="EmbeddedException">Nobody answers the name, or the handler threw.</exception>
    internal async ValueTask<string> CallAsync(string name, string json, CancellationToken cancel)
    {
        if (!_handlers.TryGetValue(name, out var handler))
        {
            throw new EmbeddedException($"the owner of the database does not answer {name}: it may run an older program, or be another command");
        }

        try
        {
            return await handler(json, cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new EmbeddedException(error.Message, error);
        }
    }
}
