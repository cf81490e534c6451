using System.Text.Json;
using Sluice.Engine.Control;
using Sluice.Engine.Testing.Faults;
using Sluice.Engine.Testing.Scheduling;

namespace Sluice.Simulation.Commanding.Steps;

/// <summary>
/// Follows the command that is carried out: at which step it is, and in which process, as the store's commits tell; counts
/// what befalls it there. One thread.
/// </summary>
internal sealed class CommandSteps
{
    private CommandRow? _active;
    private bool _isDeciding;
    private bool _isRobbed;

    public StepCoverage Coverage { get; } = new();

    /// <summary>The process that decides; null where none has begun.</summary>
    public SimulatedProcess? Decider { get; private set; }

    /// <summary>The command that is carried out; null for none.</summary>
    public CommandRow? Active => _active;

    /// <summary>Raised when a command has come to a step, at that very moment.</summary>
    public event Action<CommandRow, CommandStep>? Entered;

    private CommandStep Step => _isDeciding && Decider is { IsAlive: true } ? CommandStep.Decide : _active?.Status == CommandStatus.Finishing ? CommandStep.Finish : CommandStep.Prepare;

    /// <summary>A process has taken the right to decide.</summary>
    /// <param name="root">The simulation's own: it takes the right to decide nothing, and whoever decides goes on until refused.</param>
    public void Taken(SimulatedProcess? process, SimulatedProcess root)
    {
        if (!_isRobbed && Decider is { IsAlive: true } other && other != process)
        {
            Note(StepEvent.TwoCoordinators);
        }

        // Who takes it back, or after that, is no further one.
        _isRobbed = process == root;
        if (!_isRobbed)
        {
            (Decider, _isDeciding) = (process, false);
        }
    }

    /// <summary>The row of a command was committed.</summary>
    public void Moved(CommandRow row)
    {
        if (row.Status is CommandStatus.Running or CommandStatus.Finishing)
        {
            var isNew = _active?.Id != row.Id || _active.Status != row.Status;
            (_active, _isDeciding) = (row, _isDeciding && row.Status == CommandStatus.Running);
            if (isNew)
            {
                Enter();
            }
        }
        else if (_active?.Id == row.Id && row.HasEnded)
        {
            (_active, _isDeciding) = (null, false);
        }
    }

    /// <summary>The store is an older one again.</summary>
    public void Restored() => (_active, _isDeciding) = (null, false);

    /// <summary>The commit that decides a command goes to the store.</summary>
    public void Deciding(string id)
    {
        if (_active?.Id == id)
        {
            _isDeciding = true;
            Enter();
        }
    }

    /// <summary>That commit has come back, one way or another.</summary>
    public void Decided() => _isDeciding = false;

    /// <summary>How many times likelier faults strike a process now: decisions are few among commits, and notes are worked out in no time.</summary>
    public int Emphasis(SimulatedProcess process) =>
        process != Decider ? 1
        : _isDeciding ? 20
        : _active?.Type == "credit-note" ? 4
        : 1;

    /// <summary>A fault has struck a call of a process.</summary>
    public void Struck(SimulatedProcess process, FaultPoint point, Fault fault)
    {
        var isItsCommit = point is FaultPoint.StoreCommit or FaultPoint.StoreCommitApplied;
        if (process == Decider && (!_isDeciding || isItsCommit) && Enum.TryParse<StepEvent>(fault.ToString(), out var what))
        {
            Note(what);
        }
    }

    /// <summary>Something has befallen a process as a whole.</summary>
    public void Befell(SimulatedProcess? process, StepEvent what)
    {
        if (process is { IsAlive: true } && process == Decider)
        {
            Note(what);
        }
    }

    /// <summary>A command's message has arrived in the topic.</summary>
    public void Arrived(string type, string id, byte[] message)
    {
        if (_active is not { } active)
        {
            return;
        }

        if (active.Id == id)
        {
            Note(StepEvent.SentAgain);
        }
        else if (Meets(active.Type, type))
        {
            Note(StepEvent.OtherArrived);
        }
        else if (type == EngineCommands.Cancel && Target(message) == active.Id)
        {
            Note(StepEvent.Cancel);
        }
    }

    /// <summary>Something has befallen whatever command is carried out.</summary>
    public void Note(StepEvent what)
    {
        if (_active?.Type is { } type && StepCoverage.Types.Contains(type) && StepCoverage.Allows(type, what))
        {
            Coverage.Count(type, Step, what);
        }
    }

    private void Enter()
    {
        if (_active?.Type is { } type && StepCoverage.Types.Contains(type))
        {
            Entered?.Invoke(_active, Step);
        }
    }

    private static string? Target(byte[] message)
    {
        using var body = JsonDocument.Parse(message);
        return body.RootElement.GetProperty(EngineCommands.TargetField).GetString();
    }

    private static bool Meets(string? one, string? other) => (one, other) is ("month-close", "rerun") or ("rerun", "month-close");
}
