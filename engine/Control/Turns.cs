using System.Threading.Channels;

namespace Sluice.Engine.Control;

/// <summary>What several loops want done by one: each turn is done alone, in the order in which they were asked for.</summary>
internal sealed class Turns
{
    private readonly Channel<Func<Task>> _waiting = Channel.CreateBounded<Func<Task>>(Limits.ControlTurnsMax);

    /// <summary>Asks for a turn; returns when it is in line.</summary>
    public ValueTask AskAsync(Func<Task> turn, CancellationToken cancel) => _waiting.Writer.WriteAsync(turn, cancel);

    /// <summary>Does the turns until cancelled, or until one fails.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (await _waiting.Reader.WaitToReadAsync(cancel))
        {
            while (_waiting.Reader.TryRead(out var turn))
            {
                await turn();
            }
        }
    }
}
