using Sluice.Engine.Control;
using Sluice.Engine.Testing.Memory;
using Sluice.Engine.Testing.Scheduling;
using Sluice.Simulation.Worlds;
using Sluice.Topology.Books;

namespace Sluice.Simulation.Running;

/// <summary>
/// In some worlds the log or the store loses what it had acknowledged, once, while engines run or are down. Where the log
/// is then not what the engines have read, one of them must stop and ask; an operator brings back what was lost, and
/// everything goes on. A store from an older backup needs no decision. Runs in the root process.
/// </summary>
internal sealed class Disaster(Stage stage, IReadOnlyList<Node> nodes, SimulationRandom random)
{
    private static readonly Incident[] s_kinds =
        [Incident.LogTruncated, Incident.TopicRecreated, Incident.RetentionOvertook, Incident.StoreRestored, Incident.LogRestored];

    /// <summary>How long until an engine must have asked, in virtual time: calls that hang, restarts and the look for changes included.</summary>
    private static readonly TimeSpan s_askMax = TimeSpan.FromMinutes(10);

    private readonly Incident? _kind = random.Percent(15) ? random.Pick(s_kinds) : null;
    private readonly HashSet<string> _inputs =
        [.. stage.Topology.ReferenceTopics.Select(t => t.Topic), .. stage.Topology.Streams.Select(s => s.Topic), ControlTopic.Name];

    private readonly LogLoss _loss = new(stage, random.Fork());

    /// <summary>Whether it has happened and is overcome, or does not happen in this world.</summary>
    public bool IsOver { get; private set; }

    public async Task RunAsync()
    {
        if (_kind is { } kind)
        {
            await PassAsync(random.Pick([400, 8_000]));
            var older = (Log: stage.Log.BackUp(IsInput), Bookings: stage.Log.BackUp(static topic => topic == BooksTables.Bookings.Name), Store: stage.Store.BackUp());
            await PassAsync(8_000);
            await (kind == Incident.StoreRestored ? RestoreStoreAsync(older.Store, older.Bookings) : LoseAsync(kind, older.Log));
        }

        IsOver = true;
    }

    private bool IsInput(string topic) => _inputs.Contains(topic);

    /// <summary>
    /// The topic of bookings goes back with the store, as operators are told to do: shards would believe what it tells of
    /// decisions that are gone, and that may come out otherwise when they are made again.
    /// </summary>
    private async Task RestoreStoreAsync(StoreBackup older, LogBackup bookings)
    {
        stage.Incidents.Count(Incident.StoreRestored);
        SetDown(true);
        await PassAsync(2_000);
        stage.Store.Restore(older);

        // The backup may be of a time before there were tables.
        await stage.Store.PrepareAsync(stage.Topology.Tables, CancellationToken.None);
        stage.Log.Restore(bookings);
        await stage.Guard.RestoredAsync();
        stage.BeforeRestore = stage.Log.BackUp(static _ => true);
        SetDown(false);
    }

    private async Task LoseAsync(Incident kind, LogBackup older)
    {
        // Whoever reads on from where it is sees nothing wrong with a start that retention has moved, or, where this
        // program alone makes topics, never looks for a new one.
        var running = random.Percent(50)
            && (kind == Incident.LogTruncated || (kind == Incident.TopicRecreated && !stage.Log.PlacesKeys));
        if (!running)
        {
            SetDown(true);
            await PassAsync(3_000);
        }

        var (inputs, all, store) = (stage.Log.BackUp(IsInput), stage.Log.BackUp(static _ => true), stage.Store.BackUp());
        if (await _loss.StrikeAsync(kind, older, running))
        {
            stage.Incidents.Count(kind);
            stage.Log.Closed = _inputs;
            stage.AwaitsDecision = true;
            SetDown(false);
            SetCalm(running && kind == Incident.TopicRecreated);
            await AwaitDecisionAsync(kind, running);
            SetCalm(false);
            SetDown(true);
            if (kind == Incident.TopicRecreated)
            {
                // What was read of other records may be in the books: both go back to one moment.
                stage.Log.Restore(all);
                stage.Store.Restore(store);
                await stage.Guard.RestoredAsync();
            }
            else
            {
                stage.Log.Restore(inputs);
            }

            (stage.AwaitsDecision, stage.Log.Closed) = (false, new HashSet<string>());
        }

        SetDown(false);
    }

    private async Task AwaitDecisionAsync(Incident kind, bool running)
    {
        var (asked, began) = (stage.DecisionsAsked, stage.Time.GetTimestamp());
        while (stage.DecisionsAsked == asked)
        {
            if (stage.Time.GetElapsedTime(began) > s_askMax)
            {
                stage.Break($"{kind} {(running ? "beneath running engines" : "while engines were down")}, and after {s_askMax} none has said so");
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), stage.Time);
        }
    }

    private Task PassAsync(int msMax) => Task.Delay(TimeSpan.FromMilliseconds(random.Range(200, msMax)), stage.Time);

    private void SetCalm(bool isCalm) => (stage.IsCalm, stage.Plan.Enabled) = (isCalm, !isCalm);

    private void SetDown(bool isDown)
    {
        foreach (var node in nodes)
        {
            node.IsDown = isDown;
        }
    }
}
