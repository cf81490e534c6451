using System.Globalization;
using Sluice.Checking;
using Sluice.Connectors.Embedded;
using Sluice.EndToEnd.Tests.Million.Checks;
using Sluice.Engine.Control;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Topology.Books;
using Sluice.Topology.Books.Documents;

namespace Sluice.EndToEnd.Tests.Books.Kills;

/// <summary>What closed books must be after whatever has happened on the way.</summary>
internal static class Outcome
{
    /// <summary>Those of the times of day and of how often was begun, and the hashes that follow from them.</summary>
    private static readonly string[] s_passing = ["issued_at", "closed_at", "ended_at", "progress", "basis", "number", "prev_hash", "hash", "head"];

    /// <summary>That the commands came to something; returns how many documents there are.</summary>
    public static async Task<int> ShouldMeanSomethingAsync(string path)
    {
        await using var database = await EmbeddedDatabase.OpenAsync(new EmbeddedOptions { Path = path });
        foreach (var row in await StoredBooks.RowsAsync(database.Store, EngineTables.Commands))
        {
            row[EngineTables.Commands.Ordinal("status")].ShouldBe(CommandStatus.Done, $"{row[0]}: {row[EngineTables.Commands.Ordinal("reason")]}");
        }

        var documents = await StoredBooks.RowsAsync(database.Store, BooksTables.Invoices);
        var notes = await StoredBooks.RowsAsync(database.Store, BooksTables.CreditNotes);
        documents.Select(d => (string)d[1]!).Distinct().Order(StringComparer.Ordinal).ShouldBe(["invoice", "supplementary"]);
        notes.Select(n => (string)n[1]!).Distinct().Order(StringComparer.Ordinal).ShouldBe(["manual", "rerun"]);
        documents.Where(d => (string?)d[10] == "rerun-again").ShouldBeEmpty();
        await ShouldBeWholeAsync(database.Store);
        return documents.Count + notes.Count;
    }

    /// <summary>The same documents, numbers, totals and figures, and whole chains over them.</summary>
    public static async Task ShouldEqualAsync(string path, string uninterrupted)
    {
        await using var database = await EmbeddedDatabase.OpenAsync(new EmbeddedOptions { Path = path });
        await using var plain = await EmbeddedDatabase.OpenAsync(new EmbeddedOptions { Path = uninterrupted });
        await Twins.ShouldBeEqualAsync(database.Store, plain.Store, s_passing);
        await ShouldBeWholeAsync(database.Store);
    }

    private static async Task ShouldBeWholeAsync(IStore store)
    {
        var lines = (await StoredBooks.RowsAsync(store, BooksTables.InvoiceLines)).ToLookup(row => (string)row[0]!);
        await ChainAsync(store, BooksTables.Invoices, document => lines[(string)document[0]!].Select(line => (BooksTables.InvoiceLines, line)));
        await ChainAsync(store, BooksTables.CreditNotes, _ => []);
        await ChainAsync(store, BooksTables.AuditLogs, _ => []);
        foreach (var series in (await StoredBooks.RowsAsync(store, BooksTables.Invoices)).Concat(await StoredBooks.RowsAsync(store, BooksTables.CreditNotes))
            .Select(row => (string)row[0]!).GroupBy(number => number[..number.LastIndexOf('-')]))
        {
            series.Select(number => int.Parse(number[(number.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture)).Order()
                .ShouldBe(Enumerable.Range(1, series.Count()), series.Key);
        }
    }

    private static async Task ChainAsync(IStore store, TableSchema table, Func<object?[], IEnumerable<(TableSchema, object?[])>> details)
    {
        var rows = (await StoredBooks.RowsAsync(store, table)).ToDictionary(row => (string)row[HashChain.PreviousOf(table)]!);
        var (head, length) = (HashChain.Genesis, 0);
        for (; rows.TryGetValue(head, out var row); length++)
        {
            HashChain.Next(head, table, row, details(row)).ShouldBe((string)row[HashChain.HashOf(table)]!);
            head = (string)row[HashChain.HashOf(table)]!;
        }

        length.ShouldBe(rows.Count, table.Name);
        var kept = (await StoredBooks.RowsAsync(store, BooksTables.ChainHeads)).Single(row => (string)row[0]! == table.Name);
        ((long)kept[1]!, (string)kept[2]!).ShouldBe((length, head), table.Name);
    }
}
