using System.Diagnostics;
using Sluice.Engine.Testing.Faults;

namespace Sluice.EndToEnd.Child.Killing;

/// <summary>Ends the process with SIGKILL at one visit of one point. Passed by any thread.</summary>
/// <param name="point">A point of <see cref="KillPoints"/>; null for none.</param>
/// <param name="visit">Which of its visits, from 1.</param>
internal sealed class Tripwire(string? point, long visit)
{
    private readonly FaultPoint? _point = Enum.TryParse<FaultPoint>(point, out var parsed) ? parsed : null;
    private long _left = visit;

    /// <summary>Whether there is a point at which the process ends.</summary>
    public bool IsSet => point is not null;

    public void Pass(FaultPoint passed)
    {
        if (passed == _point)
        {
            Step();
        }
    }

    /// <summary>Passes a point of the database's writer.</summary>
    public void Pass(string passed)
    {
        if (passed == point)
        {
            Step();
        }
    }

    private void Step()
    {
        if (Interlocked.Decrement(ref _left) == 0)
        {
            // SIGKILL: nothing of the process runs on, no finally, no flush.
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }
    }
}
