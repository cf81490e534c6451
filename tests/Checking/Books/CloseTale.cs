using Sluice.Oracle;
using Sluice.Oracle.Facts;
using Sluice.Oracle.Results;
using Sluice.Topology.Books.Documents;

namespace Sluice.Checking.Books;

/// <summary>What a month-close has to come to.</summary>
internal sealed class CloseTale(BooksStory story, BooksRecords records, ToldCommand command)
{
    private readonly string _month = command.Month;
    private readonly SortedSet<string> _known = records.ClientsBelow(command.Cut);

    public void Take()
    {
        var closing = (command.Clients ?? _known as IEnumerable<string>).Where(id => !story.Booked.IsClosed(id, _month)).ToHashSet(StringComparer.Ordinal);
        if (command.Clients?.FirstOrDefault(id => !_known.Contains(id)) is { } unknown)
        {
            BooksStory.Refuses(command, $"client {unknown} is not known");
            return;
        }

        if (closing.Count == 0)
        {
            BooksStory.Refuses(command, null);
            return;
        }

        var isComplete = _known.All(id => closing.Contains(id) || story.Booked.IsClosed(id, _month));
        var isFirst = isComplete && !story.Providers.IsIssued(_month);
        if (isFirst && story.Depths.Lacks(command, _month, PartyKey.Client, _ => true) is { } lack)
        {
            BooksStory.Refuses(command, lack);
            return;
        }

        var priced = Price(closing, isFirst);
        var blocked = priced.Pending.Where(p => p.Month == _month).ToList();
        if (command is { Clients: null, IsForced: true })
        {
            closing.UnionWith(blocked.Select(p => p.Owner));
        }

        if (!BooksStory.Refuses(command, Refusal(closing, blocked, priced)))
        {
            Book(closing, isFirst, priced);
            story.Audit.Expect(command.Row.Type);
            LeftOut(closing, blocked);
        }
    }

    /// <summary>What a close leaves out by force is listed in the audit log, record by record.</summary>
    private void LeftOut(HashSet<string> closing, List<PendingRow> blocked)
    {
        foreach (var report in blocked)
        {
            // Of a conflict each of its contents is a record.
            for (var i = report.Kind == PendingKind.Conflict ? records.ContentsBelow(command.Cut, report.Owner, report.RecordId, _month) : 1; i > 0; i--)
            {
                story.Audit.ExpectForced(report.Owner, report.RecordId, report.Kind.ToString().ToLowerInvariant());
            }
        }

        foreach (var client in records.QuarantinedBelow(command.Cut).Where(closing.Contains))
        {
            story.Audit.ExpectForced(client, "-", "quarantined");
        }
    }

    private string? Refusal(HashSet<string> closing, List<PendingRow> blocked, MarginBooks priced)
    {
        if (!command.IsForced && blocked.Count > 0)
        {
            return $"report {blocked[0].RecordId} of {blocked[0].Owner} is {blocked[0].Kind}";
        }

        if (!command.IsForced && records.QuarantinedBelow(command.Cut).FirstOrDefault(closing.Contains) is { } client)
        {
            return $"a report of {client} is quarantined";
        }

        return priced.Margins.FirstOrDefault(m => m.Month == _month && (m.RevenueInr is null || m.CogsInr is null)) is { } row
            ? $"a rate is missing for {row.ClientId}"
            : null;
    }

    private MarginBooks Price(HashSet<string> closing, bool isFirst) => MarginOracle.Compute(records.Below(command.Cut), new OracleOptions
    {
        Closed = new ClosedView
        {
            IsJudged = (report, month) => month == _month && story.Booked.MonthOf(report) is null && IsClosing(report, closing),
            Booked = isFirst ? [.. story.Booked.Closed(_month).SelectMany(id => story.Booked.Of(id, _month))] : [],
            Charged = [.. closing.Select(id => (_month, id))],
            AsksClosingRates = true,
        },
    });

    /// <summary>A close of all clients waits also for reports of clients that are not known yet.</summary>
    private bool IsClosing(ReportVersion report, HashSet<string> closing) =>
        closing.Contains(report.ClientId)
        || (command.Clients is null && !_known.Contains(report.ClientId) && !story.Booked.IsClosed(report.ClientId, _month));

    private void Book(HashSet<string> closing, bool isFirst, MarginBooks priced)
    {
        var billed = priced.Billed.ToLookup(report => report.ClientId, StringComparer.Ordinal);
        var rows = priced.Margins.Where(m => m.Month == _month).ToDictionary(m => m.ClientId, StringComparer.Ordinal);
        foreach (var client in closing)
        {
            var row = rows.GetValueOrDefault(client);
            story.Booked.Book(client, _month, billed[client]);
            story.Clients.Book(client, _month, row, isMoved: false);
            story.Depths.Book(_month, PartyKey.Client, client, command);
            if (row is not null)
            {
                var party = new PartyKey(PartyKey.Client, client, _month, row.Currency);
                story.Accounts.Expect(party, row.Revenue);
                story.Documents.ExpectFirst(party, ExpectedSheet.OfClient(priced, row));
            }
        }

        story.Count(1, 0);
        if (isFirst || story.Providers.IsIssued(_month))
        {
            BookProviders(isFirst, priced);
        }
    }

    /// <summary>The first statements tell of all clients at these prices; who closes later adds to what is booked.</summary>
    private void BookProviders(bool isFirst, MarginBooks priced)
    {
        var own = priced.Earned.Where(e => e.Month == _month);
        foreach (var row in priced.Providers.Where(p => p.Month == _month))
        {
            var party = ExpectedSheet.PartyOf(row);
            if (isFirst)
            {
                story.Documents.ExpectFirst(party, ExpectedSheet.OfProvider(priced, row, []));
            }
            else
            {
                story.Documents.ExpectAdded(party, ExpectedSheet.OfProvider(priced, row, story.Providers.Of(_month)));
            }
        }

        story.Providers.Book(_month, isFirst ? own : story.Providers.Of(_month).Concat(own), _ => true, isFirst ? priced : null);
        story.Providers.Issue(_month);
        foreach (var (row, _) in story.Providers.Rows([]).Where(r => r.Row.Month == _month).ToList())
        {
            story.Accounts.Expect(new PartyKey(PartyKey.Provider, row.ProviderId, _month, row.Currency), row.Cogs);
        }
    }
}
