using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Books.Verifying;

/// <summary>What tells two moments of the books apart, without reading them.</summary>
/// <param name="Decisions">Differs when anything was decided between: every decision adds to a hash chain.</param>
/// <param name="Standings">Differs when a shard has committed between.</param>
/// <param name="IsWorkedIn">Whether no decision is being written, and every shard has read all bookings.</param>
public sealed record BooksMark(string Decisions, string Standings, bool IsWorkedIn)
{
    private static readonly TopicPartition Bookings = new(ReferenceTopics.Bookings, 0);

    /// <param name="bookingsEnd">One past the last record of the bookings' topic.</param>
    public static BooksMark Of(
        IReadOnlyList<object?[]> heads, IReadOnlyList<object?[]> commands, IReadOnlyList<ShardStanding> standings, long bookingsEnd)
    {
        var status = EngineTables.Commands.Ordinal("status");
        return new(
            string.Join('\n', heads.Select(head => $"{head[0]} {head[1]} {head[2]}").Order(StringComparer.Ordinal)),
            string.Join('\n', standings.Select(shard => $"{shard.Shard} {shard.Epoch} {shard.Positions}").Order(StringComparer.Ordinal)),
            !commands.Any(command => (string)command[status]! == CommandStatus.Finishing)
            && standings.Where(shard => shard.Shard >= 0).All(shard => shard.Positions[Bookings] >= bookingsEnd));
    }
}
