using Sluice.Connectors.Postgres;
using Sluice.EndToEnd.Tests.Million;

namespace Sluice.EndToEnd.Tests.Scale.Parts;

/// <summary>How much the tests of several processes do.</summary>
internal static class ScaleSizes
{
    /// <summary>Reports over all partitions while workers are killed: with brokers that keep everything, as many as are asked for.</summary>
    public static int Kills { get; } = Cluster.IsReal
        ? (Sizes.Full ? 1_000_000 : 200_000)
        : ScaleOut.Shards * (Sizes.Full ? 20_000 : 3_000);

    /// <summary>Workers killed.</summary>
    public static int KillRounds { get; } = Sizes.Full ? 30 : 5;

    /// <summary>Workers stopped and woken.</summary>
    public static int Zombies { get; } = Sizes.Full ? 50 : 5;

    /// <summary>Crashes of the database's server.</summary>
    public static int Crashes { get; } = Sizes.Full ? 50 : 5;

    /// <summary>Times that the brokers are cut off.</summary>
    public static int Cuts { get; } = Sizes.Full ? 20 : 3;

    /// <summary>Reports of the tests that are about commits, not about amounts.</summary>
    public static int Few { get; } = Sizes.Full ? 40_000 : 8_000;

    /// <summary>For tests over many records.</summary>
    public static Pace Brisk { get; } = Cluster.IsReal ? new(Append: 2_000, Ahead: 30_000) : new(Append: 150, Ahead: 1_500);

    /// <summary>For tests in which there is always a commit under way.</summary>
    public static Pace Slow { get; } = new(Append: 30, Ahead: 150);

    /// <summary>
    /// Milliseconds after which a worker that is not heard of is missed. Brokers of a real cluster take no shorter time by
    /// default. The mock lets new members wait for 3 s, and takes those for dead meanwhile whose session is shorter.
    /// </summary>
    public static int SessionMs { get; } = Cluster.IsReal ? 6_000 : 4_000;

    /// <summary>Milliseconds after which the server ends a transaction whose client says nothing; the store's own in the longer variants.</summary>
    public static int IdleInTransactionMs { get; } = Sizes.Full ? PostgresLimits.IdleInTransactionMs : 1_500;
}

/// <summary>How a market is fed: the mock cluster forgets what lies 5 MiB back, so nobody may be far ahead of the books.</summary>
/// <param name="Append">Records of one append; the fewer, the more commits.</param>
/// <param name="Ahead">Reports appended and not yet committed.</param>
internal sealed record Pace(int Append, int Ahead);
