using Sluice.Engine;

namespace Sluice.Simulation.Checking;

/// <summary>Answers of the log and store in memory, which never wait.</summary>
internal static class Immediate
{
    public static T Now<T>(this ValueTask<T> call)
    {
        Invariant.Check(call.IsCompleted, "a log or store in memory answers at once");
        return call.GetAwaiter().GetResult();
    }
}
