using System.Globalization;
using Sluice.Samples.Chance;
using Sluice.Samples.Ledger.Names;
using Sluice.Samples.Market;

namespace Sluice.Samples.Ledger;

/// <summary>One client's month of work: its sites, services and prices, and what the makers of cases share.</summary>
internal sealed class WorkDesk
{
    private const int NumberStepMax = 17;
    private const int QuantityFirst = 40;
    private const int PatientPercent = 80;

    // A third of all pairs of site and service is kept for cases that have one for themselves.
    private const int OwnPart = 3;

    private readonly SiteName[] _sites;
    private readonly decimal[] _rates;
    private readonly HashSet<(int Site, int Service, decimal Amount)> _amounts = [];
    private readonly HashSet<(int Site, int Service)> _reserved;
    private readonly Queue<(int Site, int Service)> _own;
    private readonly HashSet<long> _numbers = [];
    private readonly string _place;
    private long _number;
    private long _entry;

    /// <param name="place">The client's number, from 1.</param>
    /// <param name="jobs">How many jobs it will have.</param>
    public WorkDesk(SampleOptions options, SampleClient client, int place, long jobs, MonthRates rates, Dice dice)
    {
        (Options, Client, Rates, Dice) = (options, client, rates, dice);
        _place = place.ToString("00000", CultureInfo.InvariantCulture);
        var sites = SiteName.All.ToArray();
        dice.Shuffle(sites);
        _sites = sites[..(int)Math.Clamp(4 + (jobs / 300), 4, 40)];
        // In every row and column some stay for all: at least two of four sites, and two thirds of the services.
        var own = Enumerable.Range(0, _sites.Length).SelectMany(site => Enumerable.Range(0, ServiceKind.All.Count).Select(service => (site, service)))
            .Where(cell => (cell.site + cell.service) % OwnPart == 0).ToArray();
        dice.Shuffle(own);
        _own = new Queue<(int, int)>(own);
        _reserved = [.. _own];
        _rates = [.. ServiceKind.All.Select(kind => Currency.Draw(dice, kind.Low, kind.High))];
    }

    public SampleOptions Options { get; }

    public SampleClient Client { get; }

    public MonthRates Rates { get; }

    public Dice Dice { get; }

    public LedgerMix Mix => Options.Ledger;

    public SampleCurrency Currency => Client.Terms.Currency;

    public int Sites => _sites.Length;

    public SiteName Site(int site) => _sites[site];

    /// <summary>The digits of all ids of jobs, as numbers.</summary>
    public HashSet<long> JobNumbers => _numbers;

    public decimal RateOf(int service) => _rates[service];

    /// <summary>A pair of site and service that no case has for itself.</summary>
    public (int Site, int Service) Cell()
    {
        (int, int) cell;
        do
            cell = ((int)Dice.Below(_sites.Length), (int)Dice.Below(ServiceKind.All.Count));
        while (_reserved.Contains(cell));
        return cell;
    }

    /// <summary>A pair of site and service that has no job but the case's; null where all are given away.</summary>
    public (int Site, int Service)? OwnCell() => _own.TryDequeue(out var cell) ? cell : null;

    public bool IsReserved(int site, int service) => _reserved.Contains((site, service));

    public DateOnly Day() => Options.FirstDay.AddDays((int)Dice.Below(Options.Days));

    /// <summary>A day of the month.</summary>
    public DateOnly Within(DateOnly day) =>
        day < Options.FirstDay ? Options.FirstDay : day > Options.LastDay ? Options.LastDay : day;

    public JobDraft Job() => Job(Cell(), Day());

    /// <summary>A new job, whose amount no other of the site and service has.</summary>
    public JobDraft Job((int Site, int Service) cell, DateOnly day, int quantityLeast = 1)
    {
        var (rate, most) = (_rates[cell.Service], (long)QuantityFirst);
        decimal quantity, amount;
        do
        {
            quantity = Dice.Between(quantityLeast, most);
            amount = quantity * rate;
            most += 8;
        }
        while (!_amounts.Add((cell.Site, cell.Service, amount)));
        return Job(cell, day, quantity, rate, amount);
    }

    /// <summary>A job of another service, whose amount is given; null where the site has one of them.</summary>
    public JobDraft? Job((int Site, int Service) cell, DateOnly day, decimal amount) =>
        _amounts.Add((cell.Site, cell.Service, amount)) ? Job(cell, day, 1, amount, amount) : null;

    /// <summary>The job again under another, higher id.</summary>
    public JobDraft Again(JobDraft job) => job with { Id = NextJobId(), Patient = Patient() };

    /// <summary>A job that nobody did, under an id that none has.</summary>
    public JobDraft Phantom() => Job() with { Id = Id(90_000_000 + Dice.Below(9_000_000)) };

    public string NextEntryId() => string.Create(CultureInfo.InvariantCulture, $"LE{Options.FirstDay:yyMM}-{_place}{++_entry:00000000}");

    /// <summary>An amount in the currency's minor unit.</summary>
    public decimal Rounded(decimal amount) => Math.Round(amount, Currency.Digits, MidpointRounding.AwayFromZero);

    private JobDraft Job((int Site, int Service) cell, DateOnly day, decimal quantity, decimal rate, decimal amount) => new(
        NextJobId(), Client.Id, cell.Site, cell.Service, _sites[cell.Site].Name, ServiceKind.All[cell.Service].Name,
        day, quantity, rate, amount, Currency, Patient());

    // Ids leave room between them, so that a slip seldom hits another one.
    private string NextJobId()
    {
        _number += 1 + Dice.Below(NumberStepMax);
        var id = Id(_number);
        _numbers.Add(long.Parse(id[(id.IndexOf('-') + 1)..], CultureInfo.InvariantCulture));
        return id;
    }

    private string Id(long number) => string.Create(CultureInfo.InvariantCulture, $"JB{Options.FirstDay:yyMM}-{_place}{number:00000000}");

    private string? Patient() =>
        Dice.Percent(PatientPercent) ? $"{SamplePatients.Mark} {Dice.Pick(Market.Names.Given)} {Dice.Pick(Market.Names.Family)}" : null;
}
