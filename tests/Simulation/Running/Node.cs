using Sluice.Engine.Log;
using Sluice.Engine.Shards;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Faults;
using Sluice.Engine.Testing.Membership;
using Sluice.Engine.Testing.Scheduling;
using Sluice.Simulation.Commanding.Steps;
using Sluice.Simulation.Worlds;
using Sluice.Topology.Reference;

namespace Sluice.Simulation.Running;

/// <summary>
/// A place where a process with an engine runs, and another after each crash. The group gives it shards and takes them by
/// the membership of the process that lives there; what it has is known outside of the process. Methods are called in
/// the root process.
/// </summary>
internal sealed class Node(Stage stage, string name, SimulationRandom random)
{
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(3);

    private readonly SortedSet<int> _shards = [];

    // Given to others while the process here could not hear of it.
    private readonly SortedSet<int> _unheard = [];

    private ManualMembership _member = new();
    private TimeSpan _clockError;
    private UnevenLog? _log;
    private SimulatedProcess? _process;
    private EngineHost<PriceBook>? _host;

    public IReadOnlySet<int> Shards => _shards;

    /// <summary>Whether the process here says that its data flow stands still.</summary>
    public bool IsStalled => _process is { IsAlive: true, IsSuspended: false } && _member.IsStalled;

    /// <summary>Whether nothing may run here for now: what runs is killed, and no other takes its place.</summary>
    public bool IsDown
    {
        get;
        set
        {
            field = value;
            if (value)
            {
                KillProcess();
            }
        }
    }

    /// <summary>Keeps a process running for as long as the world lasts.</summary>
    public async Task RunAsync()
    {
        for (var life = 1; ; life++)
        {
            var (process, member) = (stage.Scheduler.CreateProcess($"{name} {life}"), new ManualMembership());
            (_host, _process, _member, _log) = (null, process, member, null);
            process.ClockError = _clockError;
            _unheard.Clear();
            foreach (var shard in _shards)
            {
                member.Give(shard);
            }

            _ = process.Start(() => LiveAsync(process, member));
            await process.Death;
            stage.Incidents.Count(Incident.ProcessReplaced);
            do
            {
                await Task.Delay(TimeSpan.FromMilliseconds(random.Range(1, 3_000)), stage.Time);
            }
            while (IsDown);
        }
    }

    public void Kill()
    {
        stage.Incidents.Count(Incident.EngineKilled);
        KillProcess();
    }

    /// <summary>Whether a process lives here.</summary>
    public bool Runs(SimulatedProcess? process) => process is { IsAlive: true } && process == _process;

    /// <summary>Stops the engine in good order, waiting a while for it, then ends the process.</summary>
    public async Task StopAsync()
    {
        stage.Incidents.Count(Incident.EngineStopped);
        if (_process is { } process)
        {
            await InProcessAsync(host =>
            {
                _host = null;
                return host.DisposeAsync().AsTask();
            });
            stage.Steps.Befell(process, StepEvent.Killed);
            process.Kill();
        }
    }

    /// <summary>Holds back the reports in this process for a while.</summary>
    public async Task PauseAsync(TimeSpan time)
    {
        if (_host is { } host && _process is { IsAlive: true } process)
        {
            stage.Incidents.Count(Incident.Paused);
            var paused = process.Start(() =>
            {
                host.Gates.Pause("reports");
                return Task.CompletedTask;
            });
            await Task.Delay(time, stage.Time);
            while (!paused.IsCompleted && process.IsAlive)
            {
                // It stands still as a whole: to resume first would leave it paused for good.
                await Task.Delay(TimeSpan.FromMilliseconds(100), stage.Time);
            }

            process.Post(_ => host.Gates.Resume("reports"), null);
        }
    }

    /// <summary>Sets the wall clock of the machine here, which may go back.</summary>
    public void JumpClock(TimeSpan error)
    {
        stage.Incidents.Count(Incident.ClockJumped);
        _clockError = error;
        if (_process is { } process)
        {
            process.ClockError = error;
        }
    }

    /// <summary>Stops the process as a whole for a while; nothing happens where none runs.</summary>
    public async Task FreezeAsync(TimeSpan time)
    {
        if (_process is { IsAlive: true } process)
        {
            stage.Incidents.Count(Incident.Frozen);
            stage.Steps.Befell(process, StepEvent.Frozen);
            process.Suspend();
            await Task.Delay(time, stage.Time);
            process.Resume();
        }
    }

    public void Assign(int shard)
    {
        Hear(shard);
        if (_shards.Add(shard))
        {
            _member.Give(shard);
        }
    }

    /// <summary>Takes a shard away; returns once nothing of it runs here, or after a while.</summary>
    public async Task RevokeAsync(int shard)
    {
        if (!_shards.Remove(shard))
        {
            return;
        }

        if (_log?.HasRead(shard) > await CommittedAsync(shard))
        {
            stage.Incidents.Count(Incident.RevokedQueued);
        }

        var (taken, process) = (_member.Take(shard), _process);
        for (var patience = random.Range(1, 40); !taken.Carried.IsCompleted && process is { IsAlive: true } && patience > 0; patience--)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), stage.Time);
        }
    }

    /// <summary>Gives up a shard for this place, which learns of it only by <see cref="Hear()"/>.</summary>
    public void Lose(int shard)
    {
        if (_shards.Remove(shard))
        {
            stage.Incidents.Count(Incident.ShardLost);
            _unheard.Add(shard);
        }
    }

    /// <summary>Lets the process here learn which shards it has lost.</summary>
    public void Hear()
    {
        foreach (var shard in _unheard.ToList())
        {
            Hear(shard);
        }
    }

    private void KillProcess()
    {
        stage.Steps.Befell(_process, StepEvent.Killed);
        _process?.Kill();
    }

    private void Hear(int shard)
    {
        if (_unheard.Remove(shard))
        {
            _member.Lose(shard);
        }
    }

    private async Task<long> CommittedAsync(int shard)
    {
        var standings = await stage.Store.StandingsAsync(CancellationToken.None);
        return standings.FirstOrDefault(s => s.Shard == shard)?.Positions[new TopicPartition("reports", shard)] ?? 0;
    }

    /// <summary>Looks where the shards stand, as a dashboard does.</summary>
    private static async Task LookAsync(WitnessedStore store)
    {
        try
        {
            await store.StandingsAsync(CancellationToken.None);
        }
        catch (StoreException)
        {
            // Looked in vain.
        }
    }

    private async Task InProcessAsync(Func<EngineHost<PriceBook>, Task> act)
    {
        if (_host is not { } host || _process is not { IsAlive: true } process)
        {
            return;
        }

        var done = false;
        _ = process.Start(async () =>
        {
            await act(host);
            done = true;
        });
        for (var patience = random.Range(1, 40); !done && process.IsAlive && patience > 0; patience--)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), stage.Time);
        }
    }

    private async Task LiveAsync(SimulatedProcess process, ManualMembership member)
    {
        var faults = new FaultInjector(stage.Plan, stage.Time, process, (point, fault) => stage.Steps.Struck(process, point, fault), () => stage.Steps.Emphasis(process));
        try
        {
            _log = new UnevenLog(new FaultyLog(stage.Log, faults), stage.Time, random.Fork(), stage.Incidents);
            var log = stage.Seams.Log(_log);
            var store = new WitnessedStore(new FaultyStore(stage.Guard, faults), stage.Steps);
            var host = new EngineHost<PriceBook>(stage.Topology, log, store, stage.Options(process.Name, random), member);
            await host.StartAsync(CancellationToken.None);
            _host = host;
            while (_host == host)
            {
                host.ThrowIfFailed();
                await LookAsync(store);
                await Task.Delay(s_heartbeat, stage.Time);
            }
        }
        catch (LogException changed) when (changed.NeedsDecision)
        {
            stage.AskForDecision(process.Name, changed.Message);
            process.Kill();
        }
        catch (Exception failure) when (failure is LogException or StoreException)
        {
            // It could not even start: the process ends, and another tries.
            process.Kill();
        }
        catch (Exception failure) when (failure is not SimulatedCrashException)
        {
            stage.Break($"{process.Name} failed: {failure}");
        }
    }
}
