namespace Sluice.Engine.Replay;

/// <summary>Works through numbered pieces, some at once: each of so many flows takes every so many-th piece.</summary>
public static class Stripes
{
    /// <summary>Ends when all have ended; the first that fails cancels the others, and its failure is thrown.</summary>
    /// <param name="count">Pieces, numbered from 0.</param>
    /// <param name="flows">How many at once.</param>
    /// <param name="work">Works on one piece.</param>
    public static async Task EachAsync(int count, int flows, Func<int, CancellationToken, Task> work, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Exception? first = null;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(flows, count)).Select(async stripe =>
        {
            try
            {
                await Task.Yield();
                for (var piece = stripe; piece < count; piece += flows)
                {
                    await work(piece, stop.Token);
                }
            }
            catch (Exception failure)
            {
                Interlocked.CompareExchange(ref first, failure, null);
                stop.Cancel();
            }
        }));
        if (first is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }
}
