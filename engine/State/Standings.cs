namespace Sluice.Engine.State;

/// <summary>What a store says of all shards, told apart: those that take records, and the one under which commands are decided.</summary>
public static class Standings
{
    /// <summary>
    /// Those of the books' shards. A store may hold more, as a wrong topic gave them out once: those read nothing. And it
    /// holds <see cref="Limits.ControlShard"/>, which takes no records.
    /// </summary>
    /// <param name="shards">How many the books have.</param>
    public static IEnumerable<ShardStanding> Below(this IEnumerable<ShardStanding> all, int shards) => all.Where(s => s.Shard >= 0 && s.Shard < shards);

    /// <summary>That of the commands; null before anyone has taken it.</summary>
    public static ShardStanding? Control(this IEnumerable<ShardStanding> all) => all.FirstOrDefault(s => s.Shard == Limits.ControlShard);
}
