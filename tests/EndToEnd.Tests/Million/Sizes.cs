namespace Sluice.EndToEnd.Tests.Million;

/// <summary>How many reports the tests run over: enough to mean something in each run, a million with SLUICE_TEST_FULL=1.</summary>
internal static class Sizes
{
    public static bool Full { get; } = Environment.GetEnvironmentVariable("SLUICE_TEST_FULL") == "1";

    /// <summary>Reports of each input order.</summary>
    public static int Orders { get; } = Full ? 1_000_000 : 20_000;

    /// <summary>Reports where every order meets every batch size and number of shards, one record a commit among them.</summary>
    public static int Combinations { get; } = Full ? 1_000 : 600;

    /// <summary>Reports that the engine is killed over.</summary>
    public static int Kills { get; } = Full ? 1_000_000 : 40_000;

    /// <summary>Reports whose append is killed.</summary>
    public static int Appends { get; } = Full ? 1_000_000 : 20_000;

    /// <summary>Reports whose ingest by the command line is killed.</summary>
    public static int Ingests { get; } = Full ? 1_000_000 : 40_000;
}
