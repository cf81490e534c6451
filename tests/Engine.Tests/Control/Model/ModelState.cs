namespace Sluice.Engine.Tests.Control.Model;

/// <summary>A coordinator as it believes things to be.</summary>
/// <param name="Role"><c>-</c> not leading, <c>L</c> leading, <c>S</c> still believing so while another took the lease.</param>
/// <param name="Position">Control messages taken.</param>
/// <param name="Statuses">Of close A and close B: unknown <c>N</c>, queued <c>Q</c>, finishing <c>F</c>, done <c>D</c>.</param>
/// <param name="Phase"><c>P</c> prepared, with the number to give in <paramref name="Note"/>; <c>G</c> published, with the goal; else <c>-</c>.</param>
internal sealed record ModelCoordinator(char Role, int Position, string Statuses, char Phase, int Note)
{
    public static readonly ModelCoordinator Idle = new('-', 0, "", '-', 0);
}

/// <summary>What a shard has committed of the bookings' topic, and what it has read and not committed.</summary>
internal readonly record struct ModelShard(int Committed, int Seen);

/// <summary>
/// Store, log, three shards and two coordinators. Shards are alike, and so are coordinators: those that differ by a swap
/// only are one state.
/// </summary>
/// <param name="Decided">Bookings in the store: close and number, in small letters where one decided that was fenced.</param>
/// <param name="Outbox">Closes decided and not yet published for certain.</param>
/// <param name="Topic">Bookings published.</param>
internal sealed record ModelState(
    int Position,
    string Statuses,
    string Decided,
    string Outbox,
    string Topic,
    (ModelShard First, ModelShard Second, ModelShard Third) Shards,
    (ModelCoordinator First, ModelCoordinator Second) Coordinators)
{
    public static readonly ModelState Start = new(0, "NN", "", "", "", default, (ModelCoordinator.Idle, ModelCoordinator.Idle));

    public IReadOnlyList<ModelShard> AllShards => [Shards.First, Shards.Second, Shards.Third];

    public IReadOnlyList<ModelCoordinator> AllCoordinators => [Coordinators.First, Coordinators.Second];

    public ModelState WithShard(int at, ModelShard shard)
    {
        ModelShard[] all = [.. AllShards];
        all[at] = shard;
        Array.Sort(all, static (x, y) => (x.Committed, x.Seen).CompareTo((y.Committed, y.Seen)));
        return this with { Shards = (all[0], all[1], all[2]) };
    }

    public ModelState WithCoordinators(ModelCoordinator one, ModelCoordinator other) =>
        this with { Coordinators = Rank(one).CompareTo(Rank(other)) <= 0 ? (one, other) : (other, one) };

    private static (char, int, string, char, int) Rank(ModelCoordinator c) => (c.Role, c.Position, c.Statuses, c.Phase, c.Note);
}
