using Sluice.Samples.Market;

namespace Sluice.Samples.Ledger.Cases;

/// <summary>Jobs that are booked at another amount. Null where the client's currency or prices leave no room for it.</summary>
internal sealed class AmountCases(WorkDesk desk, EntryWriter entries)
{
    // More than what counts as rounding, whatever else is rounded on the way.
    private const decimal Clearly = 1.5m;
    private const int Tries = 20;

    /// <summary>Booked in another currency, at about the right rate.</summary>
    public Match[] OtherCurrency()
    {
        if (!desk.Rates.Any)
            return RateChange();
        var job = desk.Job();
        var other = job.Currency == SampleCurrency.Base ? SampleCurrency.Foreign[0] : SampleCurrency.Base;
        var rate = desk.Rates.Of(job.Currency) / desk.Rates.Of(other) * desk.Dice.Between(9_700, 10_300) / 10_000;
        var entry = entries.Book(job, entries.Careful(25)) with
        {
            Currency = other,
            Amount = Math.Round(job.Amount * rate, other.Digits, MidpointRounding.AwayFromZero),
        };
        return [new Match([job], [entry], Causes.Currency)];
    }

    /// <summary>Off by less than one, in its currency and in the base currency.</summary>
    public Match[]? Rounding()
    {
        var step = 1m;
        for (var i = 0; i < desk.Currency.Digits; i++)
            step /= 10;
        var most = (long)Math.Ceiling(1 / (step * Math.Max(1, desk.Rates.Of(desk.Currency)))) - 1;
        if (most < 1)
            return null;
        var job = desk.Job();
        var off = desk.Dice.Between(1, most) * step * (desk.Dice.Percent(50) ? 1 : -1);
        var entry = entries.Book(job, entries.Careful(50));
        return [new Match([job], [entry with { Amount = job.Amount + off }], Causes.Rounding)];
    }

    /// <summary>Another quantity at the job's price.</summary>
    public Match[] Quantity()
    {
        var job = desk.Job();
        var units = Math.Ceiling(Clearly / job.UnitRate) + desk.Dice.Below(5);
        var quantity = job.Quantity > units && desk.Dice.Percent(50) ? job.Quantity - units : job.Quantity + units;
        var entry = entries.Book(job, entries.Careful(50));
        return [new Match([job], [entry with { Quantity = quantity, Amount = desk.Rounded(quantity * job.UnitRate) }], Causes.Quantity)];
    }

    /// <summary>The job's quantity at another price.</summary>
    public Match[] RateChange()
    {
        var job = desk.Job();
        for (var tries = 0; tries < Tries; tries++)
        {
            var rate = desk.Rounded(job.UnitRate * (1 + (desk.Dice.Between(15, 250 + (tries * 50)) / 1_000m)));
            if (Repriced(job, rate) is { } match)
                return [match];
        }

        return [new Match([job], [entries.Book(job, entries.Careful(50))], Causes.None)];
    }

    /// <summary>Six to nine jobs of one service at one new price; null where the client has too few left.</summary>
    public Match[]? Trend(long jobsLeft)
    {
        var size = (int)desk.Dice.Between(6, 9);
        if (jobsLeft < size)
            return null;
        var (_, service) = desk.Cell();
        var rate = desk.Rounded(desk.RateOf(service) * (1 + (desk.Dice.Between(40, 160) / 1_000m)));
        var matches = new List<Match>();
        for (var tries = 0; tries < Tries * size && matches.Count < size; tries++)
        {
            var site = (int)desk.Dice.Below(desk.Sites);
            if (!desk.IsReserved(site, service) && Repriced(desk.Job((site, service), desk.Day(), quantityLeast: 5), rate) is { } match)
                matches.Add(match with { Note = "one of a trend" });
        }

        return matches.Count == size ? [.. matches] : null;
    }

    /// <summary>Neither quantity nor price tells why.</summary>
    public Match[] Unexplained()
    {
        var job = desk.Job();
        var quantity = job.Quantity + desk.Dice.Between(1, 4);
        var (amount, more) = (0m, 2m);
        do
            amount = desk.Rounded(job.Amount * desk.Dice.Between(650, 1_450) / 1_000) + ++more;
        while (Math.Abs(amount - job.Amount) < Clearly || Math.Abs(amount - (quantity * job.UnitRate)) < Clearly);
        var entry = entries.Book(job, entries.Careful(25));
        return [new Match([job], [entry with { Quantity = quantity, Amount = amount }], Causes.Unexplained)];
    }

    private Match? Repriced(JobDraft job, decimal rate)
    {
        var amount = desk.Rounded(job.Quantity * rate);
        return Math.Abs(amount - job.Amount) < Clearly
            ? null
            : new Match([job], [entries.Book(job with { Amount = amount }, entries.Careful(50))], Causes.RateChange);
    }
}
