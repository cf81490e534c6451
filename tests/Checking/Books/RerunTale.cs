using Sluice.Oracle;
using Sluice.Oracle.Facts;
using Sluice.Oracle.Results;
using Sluice.Topology.Books.Documents;

namespace Sluice.Checking.Books;

/// <summary>What a rerun has to come to.</summary>
internal sealed class RerunTale(BooksStory story, BooksRecords records, ToldCommand command, RerunReports reports)
{
    public void Take()
    {
        var scopes = command.Months.Select(Of).Where(scope => scope.Clients.Count > 0 || scope.HasProviders).ToList();
        if ((Unknown() ?? (scopes.Count == 0 ? "nothing of it is closed" : scopes.Select(Lacks).FirstOrDefault(lack => lack is not null))) is { } reason)
        {
            BooksStory.Refuses(command, reason);
            return;
        }

        var priced = scopes.ToDictionary(scope => scope, scope => command.IncludesLate ? WithLate(scope, scopes) : AsBooked(scope));
        var missing = priced.SelectMany(p => p.Value.Margins.Where(m => m.Month == p.Key.Month && (m.RevenueInr is null || m.CogsInr is null))).FirstOrDefault();
        if (BooksStory.Refuses(command, command.IsApplied && missing is not null ? $"a rate is missing for {missing.ClientId}" : null))
        {
            return;
        }

        var before = scopes.SelectMany(scope => scope.Clients.Select(id => (id, scope.Month)))
            .ToDictionary(key => key, key => story.Booked.Of(key.id, key.Month));
        foreach (var (scope, books) in priced)
        {
            var expected = Expected(scope, books);
            reports.Check(command, scope.Month, expected);
            if (command.IsApplied)
            {
                Book(scope, books, expected, before);
            }
        }

        story.Count(0, command.IsApplied ? 1 : 0);
    }

    private string? Unknown() =>
        command.Clients?.FirstOrDefault(id => !records.ClientsBelow(command.Cut).Contains(id)) is { } client ? $"client {client} is not known"
        : command.Providers?.FirstOrDefault(id => !records.ProvidersBelow(command.Cut).Contains(id)) is { } provider ? $"provider {provider} is not known"
        : null;

    private string? Lacks(Scope scope) =>
        story.Depths.Lacks(command, scope.Month, PartyKey.Client, scope.Read.Contains)
        ?? (scope.HasProviders ? story.Depths.Lacks(command, scope.Month, PartyKey.Provider, HasProvider) : null);

    private Scope Of(string month)
    {
        var closed = story.Booked.Closed(month).ToList();
        var providers = (command.Providers is not null || command.Clients is null) && story.Providers.IsIssued(month);
        var clients = closed.Where(id => command.Clients?.Contains(id) ?? command.Providers is null).ToList();
        return new Scope(month, clients, providers, (providers ? closed : clients).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The reports that are booked, whatever came since.</summary>
    private MarginBooks AsBooked(Scope scope) => Price(scope, new ClosedView
    {
        IsJudged = static (_, _) => false,
        Booked = [.. scope.Read.SelectMany(id => story.Booked.Of(id, scope.Month))],
    });

    /// <summary>Chosen anew: what no closed month outside of the window holds. What is booked here is not held again.</summary>
    private MarginBooks WithLate(Scope scope, List<Scope> window) => Price(scope, new ClosedView
    {
        IsJudged = (report, month) => month == scope.Month && scope.Read.Contains(report.ClientId)
            && (story.Booked.MonthOf(report) is not { } at || window.Exists(other => other.Month == at && other.Read.Contains(report.ClientId))),
        HasPassedLimits = report => story.Booked.Has(report, scope.Month),
    });

    private MarginBooks Price(Scope scope, ClosedView view) => MarginOracle.Compute(
        command.IncludesLate ? records.Below(command.Cut) : records.ReferenceBelow(command.Cut),
        new OracleOptions
        {
            AsOf = command.AsOf,
            Closed = view with { Charged = [.. scope.Clients.Select(id => (scope.Month, id))], AsksClosingRates = command.IsApplied },
        });

    /// <summary>What the accounts of the scope come to, those of which nothing is left too.</summary>
    private Dictionary<PartyKey, decimal> Expected(Scope scope, MarginBooks books)
    {
        var expected = books.Margins.Where(m => m.Month == scope.Month && scope.Clients.Contains(m.ClientId))
            .ToDictionary(m => new PartyKey(PartyKey.Client, m.ClientId, m.Month, m.Currency), m => m.Revenue);
        foreach (var row in books.Providers.Where(p => scope.HasProviders && p.Month == scope.Month && HasProvider(p.ProviderId)))
        {
            expected[new PartyKey(PartyKey.Provider, row.ProviderId, row.Month, row.Currency)] = row.Cogs;
        }

        foreach (var party in story.Accounts.All.Where(p => p.Month == scope.Month && IsInScope(p, scope)))
        {
            expected.TryAdd(party, 0m);
        }

        return expected;
    }

    private bool IsInScope(PartyKey party, Scope scope) =>
        party.Type == PartyKey.Client ? scope.Clients.Contains(party.Id) : scope.HasProviders && HasProvider(party.Id);

    private bool HasProvider(string id) => command.Providers?.Contains(id) ?? command.Clients is null;

    /// <param name="before">What was booked of each client's month.</param>
    private void Book(
        Scope scope,
        MarginBooks books,
        Dictionary<PartyKey, decimal> expected,
        Dictionary<(string Client, string Month), IReadOnlyCollection<ReportVersion>> before)
    {
        foreach (var (party, total) in expected)
        {
            if (party.Type == PartyKey.Provider && total != story.Accounts.Computed(party))
            {
                story.Depths.Book(scope.Month, PartyKey.Provider, party.Id, command);
            }

            story.Accounts.Expect(party, total);
            story.Documents.ExpectRerun(party, Sheet(party, books));
        }

        var billed = books.Billed.ToLookup(report => report.ClientId, StringComparer.Ordinal);
        foreach (var client in scope.Clients)
        {
            var row = books.Margins.FirstOrDefault(m => m.Month == scope.Month && m.ClientId == client);
            var isMoved = command.IncludesLate && !billed[client].ToHashSet().SetEquals(before[(client, scope.Month)]);
            if (story.Clients.Book(client, scope.Month, row, isMoved))
            {
                story.Depths.Book(scope.Month, PartyKey.Client, client, command);
            }

            if (command.IncludesLate)
            {
                story.Booked.Book(client, scope.Month, billed[client]);
            }
        }

        if (scope.HasProviders)
        {
            story.Providers.Book(scope.Month, books.Earned.Where(e => e.Month == scope.Month), HasProvider, books);
        }
    }

    private static ExpectedSheet Sheet(PartyKey party, MarginBooks books) =>
        party.Type == PartyKey.Client
            ? books.Margins.Where(m => (m.Month, m.ClientId, m.Currency) == (party.Month, party.Id, party.Currency)).Select(m => ExpectedSheet.OfClient(books, m)).FirstOrDefault(ExpectedSheet.Nothing)
            : books.Providers.Where(p => ExpectedSheet.PartyOf(p) == party).Select(p => ExpectedSheet.OfProvider(books, p, [])).FirstOrDefault(ExpectedSheet.Nothing);

    /// <summary>What a rerun touches of one month.</summary>
    /// <param name="Clients">Whose documents are written.</param>
    /// <param name="HasProviders">Whether providers' may be.</param>
    /// <param name="Read">Whose records are recomputed.</param>
    private sealed record Scope(string Month, IReadOnlyList<string> Clients, bool HasProviders, IReadOnlySet<string> Read);
}
