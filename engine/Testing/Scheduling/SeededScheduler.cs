using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sluice.Engine.Testing.Scheduling;

/// <summary>
/// A world of one thread: the thread that calls <see cref="Run(Func{Task})"/> runs every continuation, timer and task
/// started inside, one at a time, the next one drawn from those ready by a seeded random. The same seed and code give
/// the same steps. No other thread ever touches it: a callback that arrives from one fails the run.
/// </summary>
public sealed class SeededScheduler
{
    private readonly SchedulerOptions _options;
    private readonly SimulationRandom _random;
    private readonly SimulatedTasks _tasks;
    private readonly List<Step> _ready = [];
    private readonly StepHistory _history = new();
    private long _made;
    private int _thread = Environment.CurrentManagedThreadId;
    private bool _running;

    // Written by the foreign thread that escaped, read by the owner before every step.
    private volatile string? _escape;

    public SeededScheduler(ulong seed, SchedulerOptions? options = null)
    {
        _options = options ?? new SchedulerOptions();
        _random = new SimulationRandom(seed);
        _tasks = new SimulatedTasks(this);
        Time = new SimulatedTime(this, _options.Start);
        Root = new SimulatedProcess(this, "root");
    }

    /// <summary>The world's clock, for all its processes.</summary>
    public SimulatedTime Time { get; }

    /// <summary>The process of the simulation itself: the main of every run belongs to it.</summary>
    public SimulatedProcess Root { get; }

    /// <summary>Steps taken so far, over all runs.</summary>
    public long Steps => _history.Count;

    /// <summary>A hash of the order of all steps, their times and all notes: equal for equal histories.</summary>
    public ulong TraceHash { get; private set; } = 0xCBF29CE484222325;

    internal SimulatedProcess CurrentProcess => SynchronizationContext.Current as SimulatedProcess ?? Root;

    internal bool IsOwnThread => Environment.CurrentManagedThreadId == _thread;

    /// <summary>A process that can be killed on its own.</summary>
    public SimulatedProcess CreateProcess(string name) => new(this, name);

    /// <summary>Puts a value into the trace, so that histories of equal order but different data differ.</summary>
    public void Note(ulong value) => TraceHash = unchecked(ulong.RotateLeft(TraceHash ^ value, 23) * 0x9E3779B97F4A7C15);

    /// <summary>Runs <paramref name="main"/> to its end. What else is pending then stays pending for the next run.</summary>
    /// <exception cref="SchedulerException">It cannot come to its end, or left the thread.</exception>
    public void Run(Func<Task> main)
    {
        var finished = Root.Start(main);
        RunUntil(() => finished.IsCompleted);
        finished.GetAwaiter().GetResult();
    }

    /// <summary>Runs <paramref name="main"/> to its end and returns what it returns.</summary>
    /// <exception cref="SchedulerException">It cannot come to its end, or left the thread.</exception>
    public TResult Run<TResult>(Func<Task<TResult>> main)
    {
        var result = default(TResult);
        Run(async () => { result = await main(); });
        return result!;
    }

    /// <summary>Takes steps until the condition holds; it is asked before every step.</summary>
    /// <exception cref="SchedulerException">Nothing can happen any more, too much has happened, or code left the thread.</exception>
    public void RunUntil(Func<bool> condition)
    {
        Invariant.Check(!_running, "a simulated world runs once at a time");
        _running = true;
        _thread = Environment.CurrentManagedThreadId;
        var before = SynchronizationContext.Current;
        try
        {
            // Within a task of our scheduler, tasks without a scheduler of their own come to us too.
            var loop = new Task(() => Loop(condition), CancellationToken.None, TaskCreationOptions.DenyChildAttach);
            loop.RunSynchronously(_tasks);
            loop.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
            _running = false;
        }
    }

    internal void MakeReady(SimulatedProcess process, SendOrPostCallback callback, object? state)
    {
        var step = new Step(_made, process, callback, state);
        if (!IsOwnThread)
        {
            NoteEscape(step.Describe());
            return;
        }

        if (process.IsAlive)
        {
            _made++;
            Admit(step);
        }
    }

    /// <summary>Lets a step be drawn, or keeps it until its suspended process goes on.</summary>
    internal void Admit(Step step)
    {
        if (step.Process.Held is { } held)
        {
            held.Add(step);
        }
        else
        {
            _ready.Add(step);
        }
    }

    internal void CheckThread(object what)
    {
        if (!IsOwnThread)
        {
            NoteEscape(what is Delegate method ? Step.Name(method) : what.ToString()!);
            throw new SchedulerEscapeException(_escape!);
        }
    }

    private void Loop(Func<bool> condition)
    {
        var stepsMax = Steps + _options.StepsMax;
        while (!condition())
        {
            if (_options.WatchThreadPool && _ready.Count == 0)
            {
                AwaitEscape(TimeSpan.FromMilliseconds(5));
            }

            ThrowIfEscaped();
            if (!HasReady() || Steps >= stepsMax)
            {
                ThrowStuck();
            }

            if (_options.EarlyJumpsPerTenThousand > 0 && _random.Chance(_options.EarlyJumpsPerTenThousand))
            {
                Time.JumpToNextTimer();
            }

            TakeStep();
        }

        ThrowIfEscaped();
    }

    /// <summary>Whether a step can be drawn, if need be at a later time; timers of suspended processes pass unheard.</summary>
    private bool HasReady()
    {
        while (_ready.Count == 0)
        {
            if (!Time.JumpToNextTimer())
            {
                return false;
            }
        }

        return true;
    }

    private void TakeStep()
    {
        var ready = CollectionsMarshal.AsSpan(_ready);
        var drawn = _random.Below(ready.Length);
        var step = ready[drawn];
        ready[drawn] = ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        if (!step.Process.IsAlive)
        {
            return;
        }

        if (step.Process.Held is not null)
        {
            Admit(step);
            return;
        }

        _history.Add(step);
        Note((ulong)step.Number);
        Note((ulong)Time.Elapsed.Ticks);
        SynchronizationContext.SetSynchronizationContext(step.Process);
        step.Callback(step.State);
    }

    private void NoteEscape(string what) =>
        _escape ??= $"Left the simulated thread: {what}, by thread {Environment.CurrentManagedThreadId}{Environment.NewLine}{Environment.StackTrace}";

    private void ThrowIfEscaped()
    {
        if (_escape is { } escape)
        {
            throw new SchedulerEscapeException(_history.Dump(escape, _ready, Time.Pending()));
        }
    }

    private void ThrowStuck()
    {
        if (_ready.Count > 0)
        {
            throw new SchedulerLivelockException(_history.Dump($"Not finished after {_options.StepsMax} steps", _ready, Time.Pending()));
        }

        AwaitEscape(TimeSpan.FromMilliseconds(50));
        ThrowIfEscaped();
        throw new SchedulerDeadlockException(_history.Dump("Not finished, and nothing is ready and no timer is set", _ready, Time.Pending()));
    }

    /// <summary>
    /// Work that went to the thread pool may be about to come back from there: name that, not its effect. An item queued
    /// now runs after it, however busy the pool is; then what still runs has a moment to end.
    /// </summary>
    private void AwaitEscape(TimeSpan grace)
    {
        var poolReached = new StrongBox<bool>();
        ThreadPool.UnsafeQueueUserWorkItem(static reached => Volatile.Write(ref reached.Value, true), poolReached, preferLocal: true);
        SpinWait.SpinUntil(() => _escape is not null || Volatile.Read(ref poolReached.Value), TimeSpan.FromSeconds(10));
        SpinWait.SpinUntil(() => _escape is not null, grace);
    }
}
