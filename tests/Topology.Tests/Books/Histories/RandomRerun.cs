using Sluice.Engine.Control;
using Sluice.Engine.State;

namespace Sluice.Topology.Tests.Books.Histories;

/// <summary>A random rerun, sent and held against what the story says that it comes to.</summary>
internal sealed class RandomRerun
{
    private readonly StoryBooks _books;
    private readonly string[] _months;
    private readonly string? _client;
    private readonly string? _provider;
    private readonly bool _late;
    private readonly bool _apply;
    private readonly DateTimeOffset? _at;
    private readonly Positions _cut;

    public RandomRerun(Random random, StoryBooks books, RandomMarket market)
    {
        _books = books;
        _months = random.Next(3) == 0 ? [.. RandomMarket.Months] : [random.Any(RandomMarket.Months)];
        (_client, _provider) = random.Next(4) switch
        {
            0 => (random.Any(RandomMarket.Clients), (string?)null),
            1 => (null, random.Any("P1", "P2")),
            2 => (random.Any(RandomMarket.Clients), random.Any("P1", "P2")),
            _ => ((string?)null, (string?)null),
        };
        _late = random.Next(2) == 0;
        _apply = random.Next(4) != 0;
        _at = random.Next(3) == 0 ? market.AnyInstant() : null;
        _cut = books.Desk.Cut();
    }

    public override string ToString() =>
        $"rerun {string.Join('+', _months)} {_client} {_provider}{(_late ? " late" : "")}{(_apply ? " apply" : "")} {_at:HH:mm}";

    /// <summary>Returns whether it was carried out: not where nothing of its window is closed.</summary>
    public bool Run()
    {
        var scopes = _months.Select(ScopeOf).Where(scope => scope.Clients.Count > 0 || scope.HasProviders).ToList();
        var chosen = scopes.SelectMany(scope => scope.Read.Select(client => (client, scope.Month))).ToDictionary(key => key, key => Chosen(key.client, key.Month, scopes));
        var before = _books.Laws.Documents(_books.Desk);
        var outcome = Send();
        outcome.IsRefused.ShouldBe(scopes.Count == 0, outcome.Reason);
        if (scopes.Count == 0)
        {
            return false;
        }

        if (!_apply)
        {
            _books.Laws.Documents(_books.Desk).ShouldBe(before, "a dry run writes nothing");
            return true;
        }

        scopes.ForEach(scope => Expect(scope, chosen));
        foreach (var scope in scopes.Where(_ => _late))
        {
            var priced = Price(scope.Clients.SelectMany(client => chosen[(client, scope.Month)]));
            scope.Clients.ToList().ForEach(client => _books.Model.Book(client, scope.Month, StoryBooks.Billable(chosen[(client, scope.Month)], priced)));
        }

        var written = _books.Laws.Documents(_books.Desk);
        Send();
        _books.Laws.Documents(_books.Desk).ShouldBe(written, "the same rerun once more changes nothing");
        return true;
    }

    private Scope ScopeOf(string month) => new(
        month,
        _provider is not null && _client is null ? [] : [.. _books.Model.Closed(month).Where(client => _client is null || client == _client)],
        (_provider is not null || _client is null) && _books.Model.IsIssued(month),
        [.. _books.Model.Closed(month)]);

    /// <summary>The messages of a client's month: with late records chosen anew, else as they are booked.</summary>
    private IReadOnlyList<Message> Chosen(string client, string month, List<Scope> scopes) => _late
        ? _books.Model.Candidates(_books.Desk, client, month, _cut, scopes.Where(scope => scope.Read.Contains(client)).Select(scope => scope.Month))
        : [.. _books.Model.Of(client, month)];

    private void Expect(Scope scope, Dictionary<(string Client, string Month), IReadOnlyList<Message>> chosen)
    {
        // What may be billed is judged at the prices of the computation; the day's order is no matter here.
        var messages = scope.Read.SelectMany(client => chosen[(client, scope.Month)]).ToList();
        var priced = Price(messages);
        foreach (var client in scope.Clients)
        {
            _books.ExpectClient(client, scope.Month, priced);
        }

        if (scope.HasProviders)
        {
            _books.ExpectProviders(scope.Month, messages, _cut, _at, _provider);
        }
    }

    private Oracle.Results.MarginBooks Price(IEnumerable<Message> messages) => BookedModel.Price(_books.Desk, messages, _cut, _at);

    private CommandOutcome Send()
    {
        var fields = new Dictionary<string, object>
        {
            ["months"] = _months,
            ["pricing"] = _at is null ? "current" : "as-of",
            ["include_late"] = _late,
            ["apply"] = _apply,
        };
        if (_client is not null)
        {
            fields["clients"] = new[] { _client };
        }

        if (_provider is not null)
        {
            fields["providers"] = new[] { _provider };
        }

        if (_at is { } instant)
        {
            fields["at"] = $"{instant:yyyy-MM-ddTHH:mm:ssZ}";
        }

        return _books.Desk.Send("rerun", fields, _cut);
    }

    private sealed record Scope(string Month, IReadOnlyList<string> Clients, bool HasProviders, IReadOnlyList<string> Closed)
    {
        /// <summary>Whose records are recomputed.</summary>
        public IReadOnlyList<string> Read => HasProviders ? Closed : Clients;
    }
}
