using Sluice.Checking;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Oracle.Compare;
using Sluice.Oracle.Results;

namespace Sluice.EndToEnd.Tests.Million.Checks;

/// <summary>Compares the books of a store at rest with the oracle's.</summary>
internal static class BooksCheck
{
    /// <summary>Figures, pending records, dead letters, fingerprints; every message counted once; nothing left to publish.</summary>
    public static async Task EqualOracleAsync(IStore store, Feed feed, string which)
    {
        var expected = feed.Expected;
        var stored = await StoredBooks.ReadAsync(store, expected);
        Difference.First(expected, stored).ShouldBeNull(which);
        (await StoredBooks.RowsAsync(store, EngineTables.Quarantined)).ShouldBeEmpty(which);
        (await store.ReadOutboxAsync(1, CancellationToken.None)).ShouldBeEmpty(which);
        var counters = await CountersAsync(store);
        counters["records"].ShouldBe(feed.ReportMessages, which);
        counters.GetValueOrDefault("dead_letters").ShouldBe(expected.Rejected.Count, which);
    }

    /// <summary>A check of nothing finds no difference: the books must have something of each kind.</summary>
    public static void ShouldMeanSomething(MarginBooks books)
    {
        books.Margins.ShouldNotBeEmpty();
        books.Providers.ShouldNotBeEmpty();
        books.Pending.ShouldContain(p => p.Kind == PendingKind.Pending);
        books.Pending.ShouldContain(p => p.Kind == PendingKind.Conflict);
        books.Rejected.ShouldNotBeEmpty();
        books.Fingerprints.ShouldNotBeEmpty();
    }

    private static async Task<Dictionary<string, long>> CountersAsync(IStore store) =>
        (await StoredBooks.RowsAsync(store, EngineTables.Counters))
            .GroupBy(r => (string)r[1]!)
            .ToDictionary(c => c.Key, c => c.Sum(r => (long)r[2]!), StringComparer.Ordinal);
}
