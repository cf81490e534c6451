using Sluice.Engine.Testing.Scheduling;
using Sluice.Simulation.Worlds;

namespace Sluice.Simulation.Running;

/// <summary>
/// Moves shards between the nodes and kills, stops and freezes nodes, as the seed wills: the group that shares the shards
/// out, and what befalls its members. Runs in the root process.
/// </summary>
internal sealed class Turmoil(Stage stage, IReadOnlyList<Node> nodes, SimulationRandom random)
{
    private readonly int _pauseMsMax = random.Pick([1_000, 4_000, 15_000]);
    private readonly bool _kills = random.Percent(50);
    private readonly bool _freezes = random.Percent(60);
    private readonly bool _moves = random.Percent(70);
    private readonly bool _jumps = random.Percent(40);

    /// <summary>Until when it goes on.</summary>
    public bool IsOver { get; set; }

    public async Task RunAsync()
    {
        _ = stage.BesideAsync(WatchStallsAsync);
        while (!IsOver)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Range(50, _pauseMsMax)), stage.Time);
            if (!IsOver && !stage.IsCalm)
            {
                await ActAsync();
            }
        }
    }

    /// <summary>Gives every shard to one node alone.</summary>
    public async Task SettleAsync()
    {
        IsOver = true;
        foreach (var node in nodes)
        {
            node.Hear();
        }

        for (var shard = 0; shard < stage.World.Shards; shard++)
        {
            var owner = random.Pick(nodes);
            foreach (var other in nodes.Where(n => n != owner))
            {
                await other.RevokeAsync(shard);
            }

            owner.Assign(shard);
        }
    }

    private async Task ActAsync()
    {
        var node = random.Pick(nodes);
        switch (random.Below(10))
        {
            case 0 when _kills:
                node.Kill();
                break;
            case 1 when _kills:
                await node.StopAsync();
                HandOver(node, percent: 50);
                break;
            case 2 or 3 when _freezes:
                _ = stage.BesideAsync(() => FreezeAsync(node));
                break;
            case 4:
                await node.PauseAsync(TimeSpan.FromMilliseconds(random.Range(100, 10_000)));
                break;
            case 5 when _jumps:
                // Back by hours at most, lest the months that a world is about have not ended.
                node.JumpClock(TimeSpan.FromMinutes(random.Percent(50) ? -random.Range(1, 300) : random.Range(1, 60_000)));
                break;
            default:
                if (_moves)
                {
                    await MoveAsync(random.Below(stage.World.Shards), node);
                }

                break;
        }
    }

    /// <summary>A process stands still until the group has given its shards away; awake, it hears of that sooner or later.</summary>
    public async Task FreezeAsync(Node node)
    {
        var awake = node.FreezeAsync(TimeSpan.FromMilliseconds(random.Range(500, 30_000)));
        await Task.Delay(TimeSpan.FromMilliseconds(random.Range(200, 15_000)), stage.Time);
        HandOver(node, percent: 80);
        if (random.Percent(30))
        {
            node.Hear();
        }

        await awake;
        await Task.Delay(TimeSpan.FromMilliseconds(random.Pick([0, 200, 8_000])), stage.Time);
        node.Hear();
    }

    /// <summary>Gives what a node that is away has to others.</summary>
    private void HandOver(Node away, int percent)
    {
        var others = nodes.Where(n => n != away).ToList();
        if (IsOver || stage.IsCalm || others.Count == 0 || !random.Percent(percent))
        {
            return;
        }

        foreach (var shard in away.Shards.ToList())
        {
            away.Lose(shard);
            random.Pick(others).Assign(shard);
        }
    }

    /// <summary>A member that has stalled is not polled: the group takes it for dead, and it hears of that when it goes on.</summary>
    private async Task WatchStallsAsync()
    {
        var away = new HashSet<Node>();
        while (!IsOver)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), stage.Time);
            foreach (var node in nodes)
            {
                if (node.IsStalled)
                {
                    stage.Incidents.Count(Incident.Stalled);
                    away.Add(node);
                    HandOver(node, percent: 30);
                }
                else if (away.Remove(node))
                {
                    node.Hear();
                }
            }
        }
    }

    private async Task MoveAsync(int shard, Node to)
    {
        var others = nodes.Where(n => n != to && n.Shards.Contains(shard)).ToList();
        if (random.Percent(40) && others.Count > 0)
        {
            // Two owners for a while, or until the world settles.
            stage.Incidents.Count(Incident.TwoOwners);
            to.Assign(shard);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Range(0, 3_000)), stage.Time);
            others = random.Percent(70) ? others : [];
        }

        foreach (var other in others)
        {
            await other.RevokeAsync(shard);
        }

        stage.Incidents.Count(Incident.ShardMoved);
        to.Assign(shard);
    }
}
