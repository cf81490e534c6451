using System.Text.Json.Nodes;
using Sluice.Engine.Testing.Scheduling;
using Sluice.Simulation.Worlds;
using Sluice.Topology;

namespace Sluice.Simulation.Commanding;

/// <summary>
/// Draws the commands of a history: closes and reruns always, some before anything is closed; notes, cancellations, pauses
/// and messages that are no commands per seed.
/// </summary>
/// <param name="records">How many records the history has.</param>
internal sealed class CommandDraw(SimulationRandom random, Cast cast, int records)
{
    private readonly List<PlannedCommand> _plan = [];
    private readonly OrderDraw _orders = new(random.Fork(), cast);
    private readonly int _delayMax = random.Pick([0, 200, 3_000]);
    private readonly int _odd = random.Pick([0, 10, 40]);

    /// <summary>In the order in which they are sent.</summary>
    public IReadOnlyList<PlannedCommand> Draw()
    {
        // Before anything is closed, mostly: refused.
        Some(15, () => Add(Between(0, 40), "rerun", _orders.Rerun()));
        Some(10, () => Add(Between(0, 60), "credit-note", _orders.Note()));
        for (var more = random.Below(3); more > 0; more--)
        {
            Add(Between(5, 90), "month-close", _orders.Close(force: random.Percent(40)));
        }

        var first = Between(20, 75);
        Add(first, "month-close", _orders.CloseAll());
        for (var more = random.Range(1, 3); more > 0; more--)
        {
            Add(Later(first), "rerun", _orders.Rerun());
        }

        for (var more = random.Range(1, 3); more > 0; more--)
        {
            Add(Later(first), "credit-note", _orders.Note());
        }

        Some(40, () => Add(Later(first), "month-close", _orders.CloseAll()));
        AddCancellations();
        AddPauses();

        // When everything is sent, what came late meets a rerun of all that is closed.
        Add(records, "rerun", _orders.RerunOfAll(apply: true));
        Some(40, () => Add(records, "rerun", _orders.Rerun()));
        Some(20, () => Add(records, "unknown", _ => []));
        return [.. _plan.OrderBy(p => p.At)];
    }

    private void AddCancellations()
    {
        for (var more = random.Percent(60) ? random.Range(1, 3) : 0; more > 0; more--)
        {
            // Right behind a command, and at any moment of what that takes.
            var behind = _plan[random.Below(_plan.Count)];
            var back = random.Percent(85) ? 1 : random.Range(2, 5);
            var cancel = new PlannedCommand(behind.At, random.Below(random.Pick([1, 50, 1_500])), "cancel", sight => new JsonObject
            {
                ["target"] = sight.Sent.Count >= back ? sight.Sent[^back] : "none",
            });
            _plan.Insert(_plan.IndexOf(behind) + 1, cancel);
        }
    }

    private void AddPauses()
    {
        if (!random.Percent(30))
        {
            return;
        }

        var at = Between(0, 100);
        var fields = random.Percent(50) ? new JsonObject { ["topic"] = FinanceTopics.Reports } : [];
        Add(at, "pause", _ => (JsonObject)fields.DeepClone());
        Some(60, () => Add(Later(at), "resume", _ => (JsonObject)fields.DeepClone()));
        Add(records, "resume", _ => []);
    }

    private void Some(int percent, Action add)
    {
        if (random.Percent(percent))
        {
            add();
        }
    }

    private void Add(int at, string type, Func<ISight, JsonObject> fields)
    {
        var delivery = !random.Percent(_odd) ? Delivery.Once : random.Pick([Delivery.Twice, Delivery.Reissued, Delivery.Forged, Delivery.ForgedAhead]);
        if (delivery is Delivery.Forged or Delivery.ForgedAhead)
        {
            _plan.Add(new PlannedCommand(at, random.Below(_delayMax + 1), type, fields, delivery));
            delivery = Delivery.Once;
        }

        _plan.Add(new PlannedCommand(at, random.Below(_delayMax + 1), type, fields, delivery));
    }

    private int Between(int least, int most) => records * random.Range(least, most) / 100;

    private int Later(int at) => random.Range(at, records);
}
