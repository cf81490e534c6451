using Sluice.Checking;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Oracle;
using Sluice.Oracle.Compare;
using Sluice.Oracle.Input;
using Sluice.Oracle.Results;
using Sluice.Simulation.Running;

namespace Sluice.Simulation.Checking;

/// <summary>Judges a world at rest: its books against the oracle's, its counts, and what it published.</summary>
internal static class Verdict
{
    /// <exception cref="SimulationFailure">The first difference, in words.</exception>
    public static async Task CheckAsync(Stage stage)
    {
        var inputs = Inputs.Of(stage);
        var oracle = MarginOracle.Compute(inputs.Records);
        var expected = oracle with
        {
            Rejected =
            [
                .. oracle.Rejected,
                .. inputs.Poisoned.Select(place => new RejectedRow(place, "the flow fails on it")),
                .. inputs.Strayed.Select(place => new RejectedRow(place, "its key is another partition's")),
            ],
        };
        Check(Difference.First(expected, await StoredBooks.ReadAsync(stage.Store, oracle)));
        Check(await QuarantineAsync(stage.Store, inputs));
        Check(await CountersAsync(stage, inputs, expected));
        foreach (var table in stage.Topology.Tables.Where(t => t.Outbox && stage.Topology.Merges.All(m => m.Source != t)))
        {
            Check(await PublishedTopics.FirstDifferenceAsync(stage.Log, stage.Store, table, stage.BeforeRestore));
        }
    }

    private static async Task<string?> QuarantineAsync(IStore store, Inputs inputs)
    {
        var quarantined = await StoredBooks.RowsAsync(store, EngineTables.Quarantined);
        return Difference.First(inputs.Poisoned, quarantined.Select(StoredBooks.Place));
    }

    /// <summary>Every record is counted once, and as what it is.</summary>
    private static async Task<string?> CountersAsync(Stage stage, Inputs inputs, MarginBooks expected)
    {
        var counters = (await StoredBooks.RowsAsync(stage.Store, EngineTables.Counters))
            .GroupBy(r => (string)r[1]!)
            .ToDictionary(c => c.Key, c => c.Sum(r => (long)r[2]!));
        var rejected = expected.Rejected.Select(r => r.Place).ToHashSet();
        var records = inputs.Records.Count(r => r.Topic == Topics.Reports) + inputs.Poisoned.Count + inputs.Strayed.Count;
        return Differs(counters, "records", records)
            ?? Differs(counters, "dead_letters", rejected.Count)
            ?? Differs(counters, "duplicates", inputs.Duplicates(stage, rejected));
    }

    private static string? Differs(Dictionary<string, long> counters, string name, long expected)
    {
        var counted = counters.GetValueOrDefault(name);
        return counted == expected ? null : $"Counter {name} is {counted} over all shards; it should be {expected}.";
    }

    private static void Check(string? difference)
    {
        if (difference is not null)
        {
            throw new SimulationFailure(difference);
        }
    }
}
