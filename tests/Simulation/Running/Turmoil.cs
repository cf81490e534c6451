using Sluice.Engine.Testing.Scheduling;
using Sluice.Simulation.Worlds;

namespace Sluice.Simulation.Running;

/// <summary>Moves shards between the nodes and kills and stops nodes, as the seed wills. Runs in the root process.</summary>
internal sealed class Turmoil(Stage stage, IReadOnlyList<Node> nodes, SimulationRandom random)
{
    private readonly int _pauseMsMax = random.Pick([500, 3_000, 15_000]);
    private readonly bool _kills = random.Percent(50);
    private readonly bool _moves = random.Percent(70);

    /// <summary>Until when it goes on.</summary>
    public bool IsOver { get; set; }

    public async Task RunAsync()
    {
        while (!IsOver)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Range(50, _pauseMsMax)), stage.Time);
            if (!IsOver)
            {
                await ActAsync();
            }
        }
    }

    /// <summary>Gives every shard to one node alone.</summary>
    public async Task SettleAsync()
    {
        IsOver = true;
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
                break;
            case 2:
                await node.PauseAsync(TimeSpan.FromMilliseconds(random.Range(100, 10_000)));
                break;
            default:
                if (_moves)
                {
                    await MoveAsync(random.Below(stage.World.Shards), node);
                }

                break;
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
