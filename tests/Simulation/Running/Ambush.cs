using System.Text.Json.Nodes;
using Sluice.Engine;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Testing.Scheduling;
using Sluice.Simulation.Commanding;
using Sluice.Simulation.Commanding.Steps;
using Sluice.Simulation.Worlds;

namespace Sluice.Simulation.Running;

/// <summary>
/// Lies in wait for commands: at the moment when one comes to a step, something happens to it that would seldom happen just
/// then by chance. Which things, and how often, every seed draws.
/// </summary>
internal sealed class Ambush
{
    private static readonly StepEvent[] s_kinds =
        [StepEvent.Killed, StepEvent.Frozen, StepEvent.TwoCoordinators, StepEvent.Cancel, StepEvent.SentAgain, StepEvent.OtherArrived, StepEvent.LateRecords];

    private readonly Stage _stage;
    private readonly Turmoil _turmoil;
    private readonly IReadOnlyList<Node> _nodes;
    private readonly Producer _producer;
    private readonly Commander _commander;
    private readonly SimulationRandom _random;
    private readonly int _percent;
    private readonly List<StepEvent> _on;

    public Ambush(Stage stage, Turmoil turmoil, IReadOnlyList<Node> nodes, Producer producer, Commander commander, SimulationRandom random)
    {
        (_stage, _turmoil, _nodes, _producer, _commander, _random) = (stage, turmoil, nodes, producer, commander, random);
        _percent = random.Pick([0, 10, 30, 60]);
        _on = [.. s_kinds.Where(_ => random.Percent(40))];
        stage.Steps.Entered += Strike;
    }

    /// <summary>In the process that decides, in the middle of what it does: it cannot know.</summary>
    private void Strike(CommandRow command, CommandStep step)
    {
        if (!_stage.Plan.Enabled || _stage.AwaitsDecision || _on.Count == 0 || !_random.Percent(_percent))
        {
            return;
        }

        var what = _random.Pick(_on);
        var delay = TimeSpan.FromMilliseconds(_random.Pick([0, 0, 0, 1, 30]));
        if (step == CommandStep.Decide && delay == TimeSpan.Zero)
        {
            Strike(command, what);
        }
        else
        {
            InRoot(async () =>
            {
                await Task.Delay(delay, _stage.Time);
                Strike(command, what);
            });
        }
    }

    private void Strike(CommandRow command, StepEvent what)
    {
        if (!_stage.Plan.Enabled || _stage.AwaitsDecision || _stage.Steps.Active?.Id != command.Id)
        {
            return;
        }

        try
        {
            switch (what)
            {
                case StepEvent.Killed or StepEvent.Frozen when _nodes.FirstOrDefault(node => node.Runs(_stage.Steps.Decider)) is { } node:
                    Befall(node, what);
                    break;
                case StepEvent.TwoCoordinators:
                    InRoot(() => _stage.Guard.TakeAsync(Limits.ControlShard, CancellationToken.None).AsTask());
                    break;
                case StepEvent.Cancel:
                    _commander.Send("cancel", new JsonObject { [EngineCommands.TargetField] = command.Id });
                    break;
                case StepEvent.SentAgain:
                    _commander.SendAgain(command);
                    break;
                case StepEvent.OtherArrived:
                    _commander.SendOther(command.Type!);
                    break;
                case StepEvent.LateRecords:
                    _producer.SendEarly();
                    break;
            }
        }
        catch (LogException)
        {
            // It takes nothing for now.
        }
    }

    /// <summary>Begins it outside of the process that is struck, at once.</summary>
    private void InRoot(Func<Task> act) => _stage.Scheduler.Root.Send(_ => _ = _stage.BesideAsync(act), null);

    private void Befall(Node node, StepEvent what)
    {
        if (what == StepEvent.Killed)
        {
            node.Kill();
        }
        else
        {
            InRoot(() => _turmoil.FreezeAsync(node));
        }
    }
}
