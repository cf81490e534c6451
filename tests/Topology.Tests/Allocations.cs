namespace Sluice.Topology.Tests;

internal static class Allocations
{
    private const int Rounds = 10;

    /// <summary>
    /// Bytes that the work allocates on this thread: the least of several rounds, as a collection that another test's
    /// thread causes meanwhile ends this thread's allocation block and counts what was left of it.
    /// </summary>
    public static long Of(Action work)
    {
        work();
        return Enumerable.Range(0, Rounds).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
    }
}
