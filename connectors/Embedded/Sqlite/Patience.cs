using System.Diagnostics;
using SQLitePCL;

namespace Sluice.Connectors.Embedded.Sqlite;

/// <summary>
/// Waits, up to <see cref="EmbeddedLimits.BusyTimeoutMs"/>, for a lock that another connection holds, mostly for
/// microseconds. SQLite's own waiting is no use: the bundled library was built without usleep and sleeps a whole second
/// at a time. Only a statement that has given no row and changed nothing may be tried again.
/// </summary>
internal struct Patience()
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private SpinWait _spin;

    /// <summary>True, after a short wait, when the result says that a lock is in the way and there is time left.</summary>
    public bool Wants(int result)
    {
        if ((result & 0xff) != raw.SQLITE_BUSY || Stopwatch.GetElapsedTime(_start).TotalMilliseconds > EmbeddedLimits.BusyTimeoutMs)
        {
            return false;
        }

        _spin.SpinOnce();
        return true;
    }
}
