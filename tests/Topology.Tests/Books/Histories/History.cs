using Sluice.Engine.Control;
using Sluice.Engine.State;
using Sluice.Topology.Books;
using Sluice.Topology.Books.Documents;

namespace Sluice.Topology.Tests.Books.Histories;

/// <summary>One random story, from a seed.</summary>
internal sealed class History
{
    private const int Steps = 14;

    private readonly Random _random;
    private readonly BooksDesk _desk;
    private readonly BooksLaws _laws;
    private readonly RandomMarket _market;
    private readonly List<Positions> _cuts = [];

    public History(int seed)
    {
        _random = new Random(seed);

        // Of some stories the log has forgotten the beginning, and in some memory is so short that clients are taken in turns.
        _desk = new BooksDesk { HeldFrom = seed % 3 == 0 ? seed % 17 : 0, ReaderBytes = seed % 4 == 0 ? 2_600 : 1 << 30 };
        _laws = new BooksLaws(_desk);
        _market = new RandomMarket(_random, _desk, Told);
    }

    public List<string> Told { get; } = [];

    public int Closes { get; private set; }

    public int Reruns { get; private set; }

    public int Notes { get; private set; }

    public int Refusals { get; private set; }

    /// <summary>Commands that were refused because more than they could see was booked.</summary>
    public int Belated { get; private set; }

    public void Run() => Play().Dispose();

    /// <summary>The desk as it is at the end.</summary>
    public BooksDesk Play()
    {
        _market.Open();
        for (var step = 0; step < Steps; step++)
        {
            Step();
            _laws.Check();
            _cuts.Add(_desk.Cut());
        }

        Closes = _laws.Tell().Done.Closes;
        return _desk;
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
        var cut = Cut();
        Told.Add($"close {month} {named ?? "all"}{(force ? " force" : "")}");
        Count(_desk.Send("month-close", named is null ? new { month, force } : new { month, clients = new[] { named }, force }, cut));
    }

    private void Rerun()
    {
        var rerun = new RandomRerun(_random, _desk, _laws, _market, Cut());
        Told.Add(rerun.ToString());
        var outcome = rerun.Run();
        Reruns += outcome.IsRefused ? 0 : 1;
        Count(outcome);
    }

    /// <summary>The end of the log; of a command that comes late, where that was before.</summary>
    private Positions Cut()
    {
        if (_cuts.Count == 0 || _random.Next(4) > 0)
        {
            return _desk.Cut();
        }

        var steps = _random.Next(1, _cuts.Count + 1);
        Told.Add($"{steps} steps late:");
        return _cuts[^steps];
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
        var outcome = _desk.Send("credit-note", new { invoice_number = invoice.Number, amount });
        Notes += outcome.IsRefused ? 0 : 1;
        Count(outcome);
    }

    private void Count(CommandOutcome outcome)
    {
        Refusals += outcome.IsRefused ? 1 : 0;
        Belated += outcome.IsRefused && outcome.Reason.Contains("is booked up to offset", StringComparison.Ordinal) ? 1 : 0;
    }
}
