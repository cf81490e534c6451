using Sluice.Checking;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Oracle.Compare;
using Sluice.Oracle.Input;
using Sluice.Oracle.Results;
using Sluice.Simulation.Checking.Books;
using Sluice.Simulation.Running;

namespace Sluice.Simulation.Checking;

/// <summary>Judges a world at rest: its books, closed and open, against the oracle's, its counts, and what it published.</summary>
internal static class Verdict
{
    /// <param name="stage">The world.</param>
    /// <param name="sent">Ids of the commands that were sent.</param>
    /// <exception cref="SimulationFailure">The first difference, in words.</exception>
    public static async Task CheckAsync(Stage stage, IReadOnlyList<string> sent)
    {
        var inputs = Inputs.Of(stage);
        var opened = new RecordOpener().Open(inputs.Records).ToList();
        var shown = await new BooksVerdict(stage, inputs, opened).CheckAsync(sent);
        var expected = shown.Books with
        {
            Rejected =
            [
                .. shown.Books.Rejected,
                .. inputs.Poisoned.Select(poison => new RejectedRow(poison.Place, "the flow fails on it")),
                .. inputs.Strayed.Select(place => new RejectedRow(place, "its key is another partition's")),
            ],
        };
        Check(Difference.First(expected, await StoredBooks.ReadAsync(stage.Store, expected)));
        await ShownVersions.CheckAsync(stage.Store, shown);
        Check(await QuarantineAsync(stage.Store, inputs));
        Check(await CountersAsync(stage, inputs, expected));
        foreach (var table in stage.Topology.Tables.Where(t => t.Outbox && stage.Topology.Merges.All(m => m.Source != t)))
        {
            Check(await PublishedTopics.FirstDifferenceAsync(stage.Log, stage.Store, table, stage.BeforeRestore));
        }
    }

    /// <exception cref="SimulationFailure">There is a difference.</exception>
    public static void Check(string? difference)
    {
        if (difference is not null)
        {
            throw new SimulationFailure(difference);
        }
    }

    private static async Task<string?> QuarantineAsync(IStore store, Inputs inputs)
    {
        var quarantined = await StoredBooks.RowsAsync(store, EngineTables.Quarantined);
        return Difference.First(inputs.Poisoned.Select(poison => poison.Place), quarantined.Select(StoredBooks.Place));
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
}
