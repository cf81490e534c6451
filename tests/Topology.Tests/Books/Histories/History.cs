using Sluice.Topology.Books;
using Sluice.Topology.Books.Documents;

namespace Sluice.Topology.Tests.Books.Histories;

/// <summary>One random story, from a seed.</summary>
internal sealed class History
{
    private const int Steps = 14;

    private readonly Random _random;
    private readonly StoryBooks _books;
    private readonly RandomMarket _market;

    public History(int seed)
    {
        _random = new Random(seed);

        // Of some stories the log has forgotten the beginning, and in some memory is so short that clients are taken in turns.
        _books = new StoryBooks(new BooksDesk { HeldFrom = seed % 3 == 0 ? seed % 17 : 0, ReaderBytes = seed % 4 == 0 ? 2_600 : 1 << 30 });
        _market = new RandomMarket(_random, _books.Desk, Told);
    }

    public List<string> Told { get; } = [];

    public int Closes { get; private set; }

    public int Reruns { get; private set; }

    public int Notes { get; private set; }

    public int Refusals { get; private set; }

    public void Run() => Play().Dispose();

    /// <summary>The desk as it is at the end.</summary>
    public BooksDesk Play()
    {
        _market.Open();
        for (var step = 0; step < Steps; step++)
        {
            Step();
            _books.Laws.Check(_books.Desk);
        }

        return _books.Desk;
    }

    private void Step()
    {
        switch (_random.Next(12))
        {
            case 0 or 1 or 2:
                _market.Reports(_random.Next(1, 5));
                break;
            case 3:
                _market.NewClientRule(_random.Any(RandomMarket.Clients));
                break;
            case 4:
                _market.NewProviderRule();
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

    private void Close()
    {
        var month = _random.Any(RandomMarket.Months);
        var named = _random.Next(3) == 0 ? _random.Any(RandomMarket.Clients) : null;
        var force = _random.Next(2) == 0;
        Told.Add($"close {month} {named ?? "all"}{(force ? " force" : "")}");
        var cut = _books.Desk.Cut();
        var closing = (named is null ? RandomMarket.Clients : [named]).Where(c => !_books.Model.IsClosed(c, month)).ToList();
        var chosen = closing.ToDictionary(c => c, c => _books.Model.Candidates(_books.Desk, c, month, cut, []));
        var outcome = _books.Desk.Send("month-close", named is null ? new { month, force } : new { month, clients = new[] { named }, force }, cut);
        var priced = BookedModel.Price(_books.Desk, chosen.SelectMany(c => c.Value), cut, null);
        if (outcome.IsRefused)
        {
            Refusals++;
            force.ShouldBeFalse(outcome.Reason);
            BookedModel.Price(_books.Desk, closing.SelectMany(c => BookedModel.AllOf(_books.Desk, c, cut)), cut, null).Pending.ShouldContain(p => p.Month == month, outcome.Reason);
            return;
        }

        if (!force)
        {
            priced.Pending.Where(p => p.Month == month && closing.Contains(p.Owner)).ShouldBeEmpty(outcome.Reason);
        }

        Closes += closing.Count > 0 ? 1 : 0;
        foreach (var client in closing)
        {
            _books.Model.Book(client, month, StoryBooks.Billable(chosen[client], priced));
            _books.ExpectClient(client, month, priced);
        }

        if (closing.Count > 0 && RandomMarket.Clients.All(c => _books.Model.IsClosed(c, month)))
        {
            _books.Model.Issue(month);
            _books.ExpectProviders(month, RandomMarket.Clients.SelectMany(c => _books.Model.Of(c, month)), cut, null, null);
        }
    }

    private void Rerun()
    {
        var rerun = new RandomRerun(_random, _books, _market);
        Told.Add(rerun.ToString());
        if (rerun.Run())
        {
            Reruns++;
        }
        else
        {
            Refusals++;
        }
    }

    private void CreditNote()
    {
        var invoices = _books.Desk.Rows(BooksTables.Invoices);
        if (invoices.Count == 0)
        {
            return;
        }

        var invoice = Invoice.Of(invoices[_random.Next(invoices.Count)]);
        var amount = _random.Next(1, 2_000) / 100m;
        Told.Add($"credit {invoice.Number} {amount}");
        var left = invoice.Total - _books.Laws.Notes(_books.Desk).Where(n => n.InvoiceNumber == invoice.Number).Sum(n => n.Amount);
        var outcome = _books.Desk.Send("credit-note", new { invoice_number = invoice.Number, amount });
        outcome.IsRefused.ShouldBe(amount > Math.Max(0m, left), outcome.Reason);
        Notes += outcome.IsRefused ? 0 : 1;
        Refusals += outcome.IsRefused ? 1 : 0;
    }
}
