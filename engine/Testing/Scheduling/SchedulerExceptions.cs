namespace Sluice.Engine.Testing.Scheduling;

/// <summary>A simulated run could not go on; the message says what was pending.</summary>
public abstract class SchedulerException(string message) : Exception(message);

/// <summary>Nothing is ready and no timer is set, yet what was to finish has not.</summary>
public sealed class SchedulerDeadlockException(string message) : SchedulerException(message);

/// <summary>The run took more steps than it may: its tasks keep each other busy.</summary>
public sealed class SchedulerLivelockException(string message) : SchedulerException(message);

/// <summary>
/// Code under the scheduler went on in another thread, so the run is not reproducible. Usual causes:
/// <c>ConfigureAwait(false)</c>, <c>Task.Run</c>, <c>ReadAllAsync</c> of a channel, <c>AsTask()</c> of a waiting
/// channel operation, <c>SemaphoreSlim.WaitAsync</c> with a token, <c>WhenAny</c>, <c>WhenAll</c> or <c>WaitAsync</c>
/// over a completion source that runs its continuations asynchronously, <c>CancelAsync</c>, a real clock or real I/O.
/// </summary>
public sealed class SchedulerEscapeException(string message) : SchedulerException(message);
