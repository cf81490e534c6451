using Sluice.Samples.Chance;
using Sluice.Samples.Ledger.Truths;
using Sluice.Samples.Market;
using Sluice.Samples.Writing;

namespace Sluice.Samples.Ledger;

/// <summary>The jobs and the ledger of a month: records in order of arrival, then the truth about what belongs together.</summary>
internal sealed class LedgerMonth(MarketPlace market)
{
    public IEnumerable<SampleRecord> Records()
    {
        var options = market.Options;
        var rates = new MonthRates(options);
        var ledgers = Draw(rates);
        var arrivals = new List<Arrival>();
        var timetable = new Arrivals(options, new Dice(options.Seed, DiceStream.Arrivals), arrivals);
        foreach (var ledger in ledgers)
            timetable.Add(ledger);
        if (options.Faults)
            timetable.AddMalformed(market.Largest.Id);

        using var line = new JsonLine();
        foreach (var record in Sent(arrivals, line))
            yield return record;
        foreach (var ledger in ledgers)
        {
            foreach (var truth in new MatchTruth(rates, line).Of(ledger))
                yield return truth;
            yield return VarianceTruth.Write(line, rates, ledger);
        }
    }

    private List<ClientLedger> Draw(MonthRates rates)
    {
        var options = market.Options;
        var dice = new Dice(options.Seed, DiceStream.Jobs);
        var slips = new Dice(options.Seed, DiceStream.Slips);
        var due = new CaseClock(options, new Dice(options.Seed, DiceStream.JobFaults));
        var counts = Counts(dice);
        var ledgers = new List<ClientLedger>();
        foreach (var (place, client) in market.Clients.Index())
        {
            if (counts[place] == 0)
                continue;
            var ledger = new ClientLedger(new WorkDesk(options, client, place + 1, counts[place], rates, dice));
            ledger.Draw(counts[place], due);
            ledger.TypeRefs(slips);
            ledgers.Add(ledger);
        }

        return ledgers;
    }

    private long[] Counts(Dice dice)
    {
        var weights = new Weights(market.Clients.Select(client => client.Share));
        var counts = new long[market.Clients.Count];
        for (var i = 0L; i < market.Options.Jobs; i++)
            counts[weights.Pick(dice)]++;
        return counts;
    }

    private static IEnumerable<SampleRecord> Sent(List<Arrival> arrivals, JsonLine line)
    {
        var (jobs, entries) = (0L, 0L);
        foreach (var arrival in arrivals.OrderBy(arrival => arrival.Minute))
        {
            var record = arrival.Write(line);
            yield return record;
            var number = record.Topic == SampleTopics.Jobs ? jobs++ : entries++;
            if (arrival.Truth is { } truth)
                yield return truth.Write(line, number);
        }
    }
}
