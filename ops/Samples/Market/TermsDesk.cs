using Sluice.Samples.Chance;

namespace Sluice.Samples.Market;

/// <summary>Agrees on terms with every client. The largest of them always has the usual ones in the base currency.</summary>
internal sealed class TermsDesk
{
    // Fewer clients than this have nothing but usual terms: none is left over to carry the month otherwise.
    private const int ClientsForPlans = 5;

    private readonly SampleOptions _options;
    private readonly Dice _dice;
    private readonly int[] _byRank;
    private readonly double[] _shares;

    /// <param name="shares">Each client's part of the month's reports, from 0 to 1.</param>
    public TermsDesk(SampleOptions options, double[] shares)
    {
        (_options, _shares) = (options, shares);
        _dice = new Dice(options.Seed, DiceStream.Terms);
        _byRank = [.. Enumerable.Range(0, shares.Length).OrderByDescending(client => shares[client])];
    }

    /// <summary>The terms of every client, in the order of the shares.</summary>
    public ClientTerms[] Draw()
    {
        if (_options.Plain)
            return [.. _shares.Select(_ => new ClientTerms(SampleCurrency.Base, null, "PER_REPORT", ServicePlan.Usual, Dear(), [], null, null))];

        var (currencies, policies, contracts) = (Currencies(), Policies(), Contracts());
        var plans = Plans();
        var limited = 0;
        return
        [
            .. _shares.Select((share, i) =>
            {
                var named = Named(plans[i]);
                var closed = Closed(plans[i], named);
                int[] own = plans[i] == ServicePlan.NamedOnly ? named : [.. Dear().Except(closed)];
                var image = plans[i] is ServicePlan.Usual or ServicePlan.DayLimited && (limited++ < 3 || _dice.Percent(30))
                    ? (int)(50 * _dice.Between(14, 24))
                    : (int?)null;
                long? day = plans[i] == ServicePlan.DayLimited ? DayLimit(share, own) : null;
                return new ClientTerms(currencies[i], policies[i], contracts[i], plans[i], own, closed, image, day);
            }),
        ];
    }

    // The first ones see to it that every currency is met.
    private SampleCurrency[] Currencies()
    {
        var met = Math.Min(SampleCurrency.Foreign.Count, (_shares.Length - 1) / 2);
        var weights = new Weights(SampleCurrency.Foreign.Select(currency => (double)currency.Share));
        var drawn = Fill(SampleCurrency.Base);
        foreach (var (place, client) in Others().Index())
        {
            if (place < met)
                drawn[client] = SampleCurrency.Foreign[place];
            else if (_dice.Percent(22))
                drawn[client] = SampleCurrency.Foreign[weights.Pick(_dice)];
        }
        return drawn;
    }

    private string?[] Policies() => [.. _shares.Select(_ => _dice.Pick([null, "month-end", "month-end", "average", "average"]))];

    private string[] Contracts()
    {
        string[] turns = ["SUBSCRIPTION", "PER_REPORT", "MINIMUM_GUARANTEE", "PER_REPORT", "PER_REPORT"];
        var drawn = Fill("PER_REPORT");
        foreach (var (place, client) in Others().Index())
            drawn[client] = turns[place % turns.Length];
        return drawn;
    }

    private ServicePlan[] Plans()
    {
        var drawn = Fill(ServicePlan.Usual);
        var count = _shares.Length;
        if (count < ClientsForPlans)
            return drawn;
        // Days are limited for clients that send enough for a day to reach it.
        var busy = _byRank.Skip(2).Take(1 + (count / 10)).Take(2 + (count / 50)).ToArray();
        foreach (var client in busy)
            drawn[client] = ServicePlan.DayLimited;
        var plans = Repeat(ServicePlan.NamedOnly, 1 + (count / 50)).Concat(Repeat(ServicePlan.Paused, 1 + (count / 100)))
            .Concat(Repeat(ServicePlan.Misbilled, 1 + (count / 100)));
        foreach (var (plan, client) in plans.Zip(Others().Except(busy)))
            drawn[client] = plan;
        return drawn;
    }

    private int[] Dear() =>
        [.. Enumerable.Range(0, Modality.All.Count).Where(modality => Modality.All[modality].Effort >= 1.5m && _dice.Percent(30))];

    private int[] Named(ServicePlan plan)
    {
        if (plan != ServicePlan.NamedOnly)
            return [];
        var all = Enumerable.Range(0, Modality.All.Count).ToArray();
        _dice.Shuffle(all);
        return [.. all.Take(3).Order()];
    }

    private int[] Closed(ServicePlan plan, int[] named) => plan switch
    {
        ServicePlan.NamedOnly => [.. Enumerable.Range(0, Modality.All.Count).Except(named)],
        ServicePlan.Paused or ServicePlan.Misbilled => [(int)_dice.Between(2, Modality.All.Count - 1)],
        _ => [],
    };

    // Somewhat less than a usual day's reports, so that busy days reach it in the afternoon.
    private long DayLimit(double share, int[] own)
    {
        var covered = 1 - (own.Sum(modality => Modality.All[modality].Share) / 100.0);
        return Math.Max(1, (long)(_options.Reports * share * covered * 0.8 / _options.Days));
    }

    // Everybody but the largest, in an order of chance.
    private int[] Others()
    {
        var others = _byRank.Skip(1).ToArray();
        _dice.Shuffle(others);
        return others;
    }

    private T[] Fill<T>(T value) => [.. _shares.Select(_ => value)];

    private static IEnumerable<ServicePlan> Repeat(ServicePlan plan, int times) => Enumerable.Repeat(plan, times);
}
