using System.Text;
using Sluice.Checking.Books;
using Sluice.Engine.Control;
using Sluice.Oracle.Input;
using Sluice.Topology.Books;
using Sluice.Topology.Books.Documents;

namespace Sluice.Topology.Tests.Books.Histories;

/// <summary>What holds of a desk's closed books after every step, and of all its steps once they are told anew.</summary>
internal sealed class BooksLaws(BooksDesk desk)
{
    private readonly Dictionary<string, HashSet<string>> _seen = [];

    public IReadOnlyList<CreditNote> Notes => [.. desk.Rows(BooksTables.CreditNotes).Select(CreditNote.Of)];

    /// <summary>All that is booked, as text.</summary>
    public IReadOnlyList<string> Documents =>
        [.. DocumentLaws.AppendOnly.Where(t => t != BooksTables.AuditLogs).SelectMany(table => desk.Rows(table).Select(row => $"{table.Name} {DocumentLaws.Text(row)}"))];

    public void Check()
    {
        DocumentLaws.Check(desk.Rows);
        foreach (var table in DocumentLaws.AppendOnly)
        {
            var now = desk.Rows(table).Select(DocumentLaws.Text).ToHashSet();
            (_seen.GetValueOrDefault(table.Name) ?? []).Except(now).ShouldBeEmpty($"a row of {table.Name} has changed or gone");
            _seen[table.Name] = now;
        }
    }

    /// <summary>Every command came to what the oracle makes of it, in its turn.</summary>
    public BooksStory Tell()
    {
        var records = desk.Records.Select(r => new OracleRecord(
            r.Source.Topic, r.Source.Partition, r.Offset, Encoding.UTF8.GetBytes(r.Record.Key), Encoding.UTF8.GetBytes(r.Record.Json)));
        var story = new BooksStory(
            new BooksRecords(new RecordOpener().Open(records), []),
            desk.Rows);
        foreach (var row in desk.Commands)
        {
            story.Take(ToldCommand.Of(CommandRow.Of(row)));
        }

        story.End();
        return story;
    }
}
