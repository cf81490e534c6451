using Sluice.Engine.Log;
using Sluice.Engine.Shards;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Faults;
using Sluice.Engine.Testing.Scheduling;
using Sluice.Simulation.Worlds;
using Sluice.Topology.Reference;

namespace Sluice.Simulation.Running;

/// <summary>
/// A place where a process with an engine runs, and another after each crash. The shards it is given are known outside
/// of the process, as a group's membership is. Methods are called in the root process.
/// </summary>
internal sealed class Node(Stage stage, string name, SimulationRandom random)
{
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(1);

    private readonly SortedSet<int> _shards = [];
    private SimulatedProcess? _process;
    private EngineHost<PriceBook>? _host;

    public IReadOnlySet<int> Shards => _shards;

    /// <summary>Keeps a process running for as long as the world lasts.</summary>
    public async Task RunAsync()
    {
        for (var life = 1; ; life++)
        {
            _host = null;
            _process = stage.Scheduler.CreateProcess($"{name} {life}");
            var process = _process;
            _ = process.Start(() => LiveAsync(process));
            await process.Death;
            stage.Incidents.Count(Incident.ProcessReplaced);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Range(1, 3_000)), stage.Time);
        }
    }

    public void Kill()
    {
        stage.Incidents.Count(Incident.EngineKilled);
        _process?.Kill();
    }

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
            process.Kill();
        }
    }

    /// <summary>Holds back the reports in this process for a while.</summary>
    public async Task PauseAsync(TimeSpan time)
    {
        if (_host is { } host && _process is { IsAlive: true } process)
        {
            stage.Incidents.Count(Incident.Paused);
            process.Post(_ => host.Gates.Pause("reports"), null);
            await Task.Delay(time, stage.Time);
            process.Post(_ => host.Gates.Resume("reports"), null);
        }
    }

    public void Assign(int shard)
    {
        _shards.Add(shard);
        if (_host is { } host && _process is { IsAlive: true } process)
        {
            process.Post(_ => host.Assign(shard), null);
        }
    }

    /// <summary>Takes a shard away; returns once nothing of it runs here, or after a while.</summary>
    public async Task RevokeAsync(int shard)
    {
        _shards.Remove(shard);
        await InProcessAsync(host => host.RevokeAsync(shard));
    }

    /// <summary>Looks where the shards stand, as a dashboard does.</summary>
    private static async Task LookAsync(FaultyStore store)
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

    private async Task LiveAsync(SimulatedProcess process)
    {
        var faults = new FaultInjector(stage.Plan, stage.Time, process);
        try
        {
            var log = stage.Seams.Log(new UnevenLog(new FaultyLog(stage.Log, faults), stage.Time, random.Fork(), stage.Incidents));
            var store = new FaultyStore(stage.Guard, faults);
            var host = new EngineHost<PriceBook>(stage.Topology, log, store, stage.Options(process.Name, random));
            await host.StartAsync(CancellationToken.None);
            _host = host;
            while (_host == host)
            {
                // A shard that was lost to a call its earlier owner had under way is taken again.
                foreach (var shard in _shards)
                {
                    host.Assign(shard);
                }

                host.ThrowIfFailed();
                await LookAsync(store);
                await Task.Delay(s_heartbeat, stage.Time);
            }
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
