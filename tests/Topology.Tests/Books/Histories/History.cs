using Sluice.Engine.Control;
using Sluice.Engine.State;
using Sluice.Oracle.Results;
using Sluice.Topology.Books;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Tests.Billing.Margin;

namespace Sluice.Topology.Tests.Books.Histories;

/// <summary>One random story, from a seed.</summary>
internal sealed class History(int seed)
{
    private const int Steps = 14;

    private static readonly string[] s_clients = ["C1", "C2", "C3"];
    private static readonly string[] s_months = ["2026-01", "2026-02"];

    private readonly Random _random = new(seed);

    // Of some stories the log has forgotten the beginning, and in some memory is so short that clients are taken in turns.
    private readonly BooksDesk _desk = new() { HeldFrom = seed % 3 == 0 ? seed % 17 : 0, ReaderBytes = seed % 4 == 0 ? 3_500 : 1 << 30 };
    private readonly BookedModel _model = new();
    private readonly BooksLaws _laws = new();
    private readonly HashSet<string> _complete = [];
    private int _day = 1;

    public List<string> Told { get; } = [];

    public int Closes { get; private set; }

    public int Reruns { get; private set; }

    public int Notes { get; private set; }

    public int Refusals { get; private set; }

    public void Run() => Play().Dispose();

    /// <summary>The desk as it is at the end.</summary>
    public BooksDesk Play()
    {
        Open();
        for (var step = 0; step < Steps; step++)
        {
            Step();
            _laws.Check(_desk);
        }

        return _desk;
    }

    private void Open()
    {
        Append(MarginRecords.Client("C1", "INR", MarginDesk.Recorded));
        Append(MarginRecords.Client("C2", "USD", MarginDesk.Recorded));
        Append(MarginRecords.Client("C3", "INR", MarginDesk.Recorded));
        foreach (var date in new[] { "2026-01-30", "2026-02-27" })
        {
            Append(MarginRecords.Rate("USD", date, "83.12345678"));
        }

        Append(MarginRecords.Provider("P1", "A", "2020-01-01", MarginDesk.Recorded));
        Append(MarginRecords.Provider("P2", "B", "2020-01-01", MarginDesk.Recorded));
        foreach (var client in s_clients)
        {
            NewClientRule(client);
        }

        NewProviderRule();
        Reports(12);
    }

    private void Step()
    {
        switch (_random.Next(12))
        {
            case 0 or 1 or 2:
                Reports(_random.Next(1, 5));
                break;
            case 3:
                NewClientRule(Any(s_clients));
                break;
            case 4:
                NewProviderRule();
                break;
            case 5 or 6 or 7:
                Close();
                break;
            case 8 or 9 or 10:
                Rerun();
                break;
            default:
                CreditNote();
                break;
        }
    }

    private void Reports(int count)
    {
        Told.Add($"{count} reports");
        for (var i = 0; i < count; i++)
        {
            var provider = _random.Next(12) == 0 ? "P9" : Any("P1", "P2");
            Append(MarginRecords.Report(
                $"R{_random.Next(1, 9)}",
                Any(s_clients),
                provider,
                Any("CT", "MR"),
                Any("ROUTINE", "STAT"),
                _random.Next(0, 3),
                Any("2026-01-10T06:00:00Z", "2026-01-31T18:29:59Z", "2026-01-31T18:30:00Z", "2026-02-10T06:00:00Z"),
                _random.Next(1, 5),
                _random.Next(8) == 0));
        }
    }

    private void NewClientRule(string client)
    {
        Told.Add($"rule of {client}");
        var currency = client == "C2" ? "USD" : "INR";
        var terms = Any(
            """ "tiers":[{"up_to":2,"unit_price":9.25},{"up_to":null,"unit_price":1.335,"flat_fee":7}],"surcharges":{"STAT":0.5} """,
            """ "tier_mode":"volume","tiers":[{"up_to":1,"unit_price":5},{"up_to":null,"unit_price":3.333}] """,
            """ "tier_mode":"package","package_size":2,"tiers":[{"up_to":null,"unit_price":8}] """,
            """ "tiers":[{"up_to":null,"unit_price":4}] """);
        Append(MarginRecords.ClientRule(
            $"CR-{client}", $$""" "currency":"{{currency}}",{{terms}},"recorded_at":"{{Recorded()}}" """, client));
    }

    private void NewProviderRule()
    {
        Told.Add("provider rule");
        Append(MarginRecords.ProviderRule("PR1", "{}", $"{_random.Next(1, 4)}.335", Any("INR", "INR", "USD"), "2020-01-01", Recorded()));
    }

    /// <summary>Mostly later than all before; at times backdated.</summary>
    private string Recorded()
    {
        _day++;
        return $"2026-03-01T00:{(_random.Next(5) == 0 ? _random.Next(0, _day) : _day):00}:00Z";
    }

    private void Close()
    {
        var month = Any(s_months);
        var named = _random.Next(3) == 0 ? Any(s_clients) : null;
        var force = _random.Next(2) == 0;
        Told.Add($"close {month} {named ?? "all"}{(force ? " force" : "")}");
        var cut = _desk.Cut();
        var closing = (named is null ? s_clients : [named]).Where(c => !_model.IsClosed(c, month)).ToList();
        var chosen = closing.ToDictionary(c => c, c => _model.Candidates(_desk, c, month, cut, []));
        var outcome = _desk.Send("month-close", named is null ? new { month, force } : new { month, clients = new[] { named }, force }, cut);
        var priced = BookedModel.Price(_desk, chosen.SelectMany(c => c.Value), cut, null);
        if (outcome.IsRefused)
        {
            Refusals++;
            force.ShouldBeFalse(outcome.Reason);
            BookedModel.Price(_desk, closing.SelectMany(c => BookedModel.AllOf(_desk, c, cut)), cut, null).Pending.ShouldContain(p => p.Month == month, outcome.Reason);
            return;
        }

        if (!force)
        {
            priced.Pending.Where(p => p.Month == month && closing.Contains(p.Owner)).ShouldBeEmpty(outcome.Reason);
        }

        Closes += closing.Count > 0 ? 1 : 0;
        foreach (var client in closing)
        {
            _model.Book(client, month, Billable(chosen[client], priced));
            Expect(client, month, priced);
        }

        if (closing.Count > 0 && s_clients.All(c => _model.IsClosed(c, month)))
        {
            _complete.Add(month);
            ExpectProviders(month, s_clients.SelectMany(c => _model.Of(c, month)), cut, null, null);
        }
    }

    private void Rerun()
    {
        string[] months = _random.Next(3) == 0 ? s_months : [Any(s_months)];
        var (client, provider) = _random.Next(4) switch
        {
            0 => (Any(s_clients), (string?)null),
            1 => (null, Any("P1", "P2")),
            2 => (Any(s_clients), Any("P1", "P2")),
            _ => ((string?)null, (string?)null),
        };
        var late = _random.Next(2) == 0;
        var apply = _random.Next(4) != 0;
        DateTimeOffset? at = _random.Next(3) == 0 ? new DateTimeOffset(2026, 3, 1, 0, _random.Next(0, _day + 1), 0, TimeSpan.Zero) : null;
        Told.Add($"rerun {string.Join('+', months)} {client} {provider}{(late ? " late" : "")}{(apply ? " apply" : "")} {at:HH:mm}");
        var cut = _desk.Cut();
        var scopes = months.Select(month => new RerunScope(
                month,
                provider is not null && client is null ? [] : [.. _model.Closed(month).Where(c => client is null || c == client)],
                (provider is not null || client is null) && _complete.Contains(month),
                [.. _model.Closed(month)]))
            .Where(scope => scope.Clients.Count > 0 || scope.HasProviders)
            .ToList();
        var chosen = scopes.SelectMany(scope => scope.Read.Select(c => (Client: c, scope.Month))).ToDictionary(
            key => key,
            key => late
                ? _model.Candidates(_desk, key.Client, key.Month, cut, scopes.Where(s => s.Read.Contains(key.Client)).Select(s => s.Month))
                : [.. _model.Of(key.Client, key.Month)]);
        var before = _laws.Documents(_desk);
        var outcome = Send(months, client, provider, late, apply, at, cut);
        if (scopes.Count == 0)
        {
            outcome.IsRefused.ShouldBeTrue();
            Refusals++;
            return;
        }

        outcome.IsRefused.ShouldBeFalse(outcome.Reason);
        Reruns++;
        if (!apply)
        {
            _laws.Documents(_desk).ShouldBe(before, "a dry run writes nothing");
            return;
        }

        foreach (var scope in scopes)
        {
            // What may be billed is judged at the prices of the computation; the day's order is no matter here.
            var priced = BookedModel.Price(_desk, scope.Read.SelectMany(c => chosen[(c, scope.Month)]), cut, at);
            foreach (var party in scope.Clients)
            {
                Expect(party, scope.Month, priced);
            }

            if (scope.HasProviders)
            {
                ExpectProviders(scope.Month, scope.Read.SelectMany(c => chosen[(c, scope.Month)]), cut, at, provider);
            }
        }

        foreach (var scope in scopes.Where(_ => late))
        {
            var priced = BookedModel.Price(_desk, scope.Clients.SelectMany(c => chosen[(c, scope.Month)]), cut, at);
            scope.Clients.ToList().ForEach(c => _model.Book(c, scope.Month, Billable(chosen[(c, scope.Month)], priced)));
        }

        var written = _laws.Documents(_desk);
        Send(months, client, provider, late, apply: true, at, cut);
        _laws.Documents(_desk).ShouldBe(written, "the same rerun once more changes nothing");
    }

    private CommandOutcome Send(string[] months, string? client, string? provider, bool late, bool apply, DateTimeOffset? at, Positions cut)
    {
        var fields = new Dictionary<string, object>
        {
            ["months"] = months,
            ["pricing"] = at is null ? "current" : "as-of",
            ["include_late"] = late,
            ["apply"] = apply,
        };
        if (client is not null)
        {
            fields["clients"] = new[] { client };
        }

        if (provider is not null)
        {
            fields["providers"] = new[] { provider };
        }

        if (at is { } instant)
        {
            fields["at"] = $"{instant:yyyy-MM-ddTHH:mm:ssZ}";
        }

        return _desk.Send("rerun", fields, cut);
    }

    private void CreditNote()
    {
        var invoices = _desk.Rows(BooksTables.Invoices);
        if (invoices.Count == 0)
        {
            return;
        }

        var invoice = Invoice.Of(invoices[_random.Next(invoices.Count)]);
        var amount = _random.Next(1, 2_000) / 100m;
        Told.Add($"credit {invoice.Number} {amount}");
        var left = invoice.Total - _laws.Notes(_desk).Where(n => n.InvoiceNumber == invoice.Number).Sum(n => n.Amount);
        var outcome = _desk.Send("credit-note", new { invoice_number = invoice.Number, amount });
        outcome.IsRefused.ShouldBe(amount > Math.Max(0m, left), outcome.Reason);
        Notes += outcome.IsRefused ? 0 : 1;
        Refusals += outcome.IsRefused ? 1 : 0;
    }

    private void Expect(string client, string month, MarginBooks priced)
    {
        var row = priced.Margins.SingleOrDefault(m => m.Month == month && m.ClientId == client);
        _laws.Expect(new PartyKey(PartyKey.Client, client, month, client == "C2" ? "USD" : "INR"), row?.Revenue ?? 0m);
    }

    private void ExpectProviders(string month, IEnumerable<Message> messages, Positions cut, DateTimeOffset? at, string? only)
    {
        var rows = BookedModel.Price(_desk, messages, cut, at).Providers.Where(p => p.Month == month).ToDictionary(p => (p.ProviderId, p.Currency), p => p.Cogs);
        foreach (var provider in new[] { "P1", "P2" }.Where(p => only is null || p == only))
        {
            foreach (var currency in new[] { "INR", "USD" })
            {
                _laws.Expect(new PartyKey(PartyKey.Provider, provider, month, currency), rows.GetValueOrDefault((provider, currency)));
            }
        }
    }

    private static IEnumerable<Message> Billable(IEnumerable<Message> chosen, MarginBooks priced)
    {
        var waiting = priced.Pending.Select(p => (p.Owner, p.RecordId)).ToHashSet();
        return chosen.Where(m => !waiting.Contains((m.Record.Key, m.Report)));
    }

    private void Append(MarginRecord record) => _desk.Append(record);

    private T Any<T>(params T[] of) => of[_random.Next(of.Length)];

    private sealed record RerunScope(string Month, IReadOnlyList<string> Clients, bool HasProviders, IReadOnlyList<string> Closed)
    {
        /// <summary>Whose records are recomputed.</summary>
        public IReadOnlyList<string> Read => HasProviders ? Closed : Clients;
    }
}
