using System.Text;

namespace Sluice.Simulation.Commanding.Steps;

/// <summary>How far a command is when something befalls it.</summary>
public enum CommandStep
{
    /// <summary>It is being worked out; nothing of it shows.</summary>
    Prepare,

    /// <summary>The commit that decides it is under way.</summary>
    Decide,

    /// <summary>It is in the books, and the shards have still to show it.</summary>
    Finish,
}

/// <summary>What befalls a command. The faults are those of calls of the process that decides, at the decision those of that one commit.</summary>
public enum StepEvent
{
    /// <summary>The deciding process ended at a call.</summary>
    Crash,
    /// <summary>It was killed between two calls, or stopped.</summary>
    Killed,
    /// <summary>It stood still, to wake as a zombie.</summary>
    Frozen,
    /// <summary>Another took the right to decide while it lived.</summary>
    TwoCoordinators,
    Transient,
    Conflict,
    Busy,
    DiskFull,
    Unknown,
    Stall,
    /// <summary>A command that cancels it arrived.</summary>
    Cancel,
    /// <summary>It was sent once more.</summary>
    SentAgain,
    /// <summary>A close arrived during a rerun, or a rerun during a close.</summary>
    OtherArrived,
    /// <summary>Reports arrived, beyond its cut.</summary>
    LateRecords,
}

/// <summary>How often each thing befell each kind of command at each step. Owned by one thread; add up those of several runs at the end.</summary>
public sealed class StepCoverage
{
    /// <summary>The commands that are prepared, decided and finished.</summary>
    public static readonly IReadOnlyList<string> Types = ["month-close", "rerun", "credit-note"];

    private static readonly CommandStep[] s_steps = Enum.GetValues<CommandStep>();
    private static readonly StepEvent[] s_events = Enum.GetValues<StepEvent>();

    private readonly long[] _hits = new long[Types.Count * s_steps.Length * s_events.Length];

    public long this[string type, CommandStep step, StepEvent what] => _hits[Index(type, step, what)];

    /// <summary>Whether it can be: a note is neither a close nor a rerun, and has no month for records to be late in.</summary>
    public static bool Allows(string type, StepEvent what) => type != "credit-note" || what is not (StepEvent.OtherArrived or StepEvent.LateRecords);

    public void Count(string type, CommandStep step, StepEvent what) => _hits[Index(type, step, what)]++;

    /// <summary>Adds another run's counts to these.</summary>
    public void Add(StepCoverage other)
    {
        for (var i = 0; i < _hits.Length; i++)
        {
            _hits[i] += other._hits[i];
        }
    }

    /// <summary>What happened fewer times than <paramref name="least"/>, the rarest first.</summary>
    public IEnumerable<(string Type, CommandStep Step, StepEvent What, long Hits)> Below(long least) => All
        .Select(a => (a.Type, a.Step, a.What, Hits: this[a.Type, a.Step, a.What]))
        .Where(a => a.Hits < least)
        .OrderBy(a => a.Hits);

    /// <summary>A table for people: a line a command and step; a dot where something cannot be.</summary>
    public string ToTable()
    {
        var text = new StringBuilder($"{"command, step",-22}");
        text.AppendJoin(' ', s_events.Select(e => $"{e,15}")).AppendLine();
        foreach (var (type, step) in from type in Types from step in s_steps select (type, step))
        {
            text.Append($"{type + ", " + step,-22}");
            text.AppendJoin(' ', s_events.Select(e => $"{(Allows(type, e) ? $"{this[type, step, e]}" : "·"),15}")).AppendLine();
        }

        return text.ToString();
    }

    private static IEnumerable<(string Type, CommandStep Step, StepEvent What)> All =>
        from type in Types from step in s_steps from what in s_events where Allows(type, what) select (type, step, what);

    private static int Index(string type, CommandStep step, StepEvent what)
    {
        for (var i = 0; i < Types.Count; i++)
        {
            if (Types[i] == type)
            {
                return (((i * s_steps.Length) + (int)step) * s_events.Length) + (int)what;
            }
        }

        throw new ArgumentException($"{type} has no steps", nameof(type));
    }
}
