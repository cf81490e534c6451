using Sluice.Simulation.Commanding;

namespace Sluice.Simulation.Worlds;

/// <summary>A small market place and all that is said about it, in the order in which it is sent.</summary>
/// <param name="Shards">Partitions of the reports.</param>
/// <param name="Records">Reference data and reports, interleaved.</param>
/// <param name="Commands">What is asked of the books meanwhile.</param>
public sealed record World(int Shards, IReadOnlyList<SentRecord> Records, IReadOnlyList<PlannedCommand> Commands)
{
    /// <summary>Whether one client has most of the reports.</summary>
    public bool HasHotKey
    {
        get
        {
            var clients = Records.Where(r => r.Report is not null).CountBy(r => r.Report!.Client).ToList();
            return clients.Count > 0 && clients.Max(c => c.Value) * 2 > clients.Sum(c => c.Value);
        }
    }

    /// <summary>
    /// The world as far as its first records go. What was paused is resumed all the same: it would not come to rest
    /// otherwise, and that would be no finding.
    /// </summary>
    /// <param name="records">How many are sent; more than it has for all.</param>
    public World Beginning(int records)
    {
        var kept = Math.Min(records, Records.Count);
        return this with
        {
            Records = [.. Records.Take(kept)],
            Commands = [.. Commands.Where(c => c.At <= kept || c.Type == "resume").Select(c => c with { At = Math.Min(c.At, kept) })],
        };
    }
}

/// <summary>A record to be appended.</summary>
/// <param name="Key">The message's key; null for none.</param>
/// <param name="Report">What the record says, when it is a readable report under its own key.</param>
public sealed record SentRecord(string Topic, byte[]? Key, byte[] Payload, ReportContent? Report);

/// <summary>What a report says, apart from how it is spelt.</summary>
/// <param name="Content">Everything beside identity and revision: two messages with equal content are duplicates.</param>
public sealed record ReportContent(string Client, string Report, int Revision, string Content);
