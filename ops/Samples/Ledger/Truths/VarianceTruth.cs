using Sluice.Samples.Writing;

namespace Sluice.Samples.Ledger.Truths;

/// <summary>The variance of a client's month, contract §6, from what was meant: all in the base currency at the month-end rate, each sum rounded once.</summary>
internal static class VarianceTruth
{
    private const decimal IgnoredBelow = 1;
    private const decimal Tolerance = 0.01m;

    public static SampleRecord Write(JsonLine line, MonthRates rates, ClientLedger ledger)
    {
        var jobs = Round(ledger.Matches.Sum(match => rates.InBase(match.JobAmount, match.JobCurrency)));
        var booked = Round(ledger.Matches.Sum(match => rates.InBase(match.EntryAmount, match.EntryCurrency)));
        var gross = Round(ledger.Matches.Sum(match => Gross(rates, match)));
        var net = booked - jobs;
        var json = line.Begin();
        json.WriteString("kind", "variance");
        json.WriteString("client_id", ledger.Desk.Client.Id);
        json.WriteString("month", ledger.Desk.Options.Month);
        json.WriteNumber("jobs", jobs);
        json.WriteNumber("ledger", booked);
        json.WriteNumber("net_diff", net);
        json.WriteNumber("gross_diff", gross);
        if (jobs == 0)
        {
            json.WriteNull("net_pct");
            json.WriteNull("gross_pct");
        }
        else
        {
            json.WriteNumber("net_pct", Round(100 * Math.Abs(net) / jobs));
            json.WriteNumber("gross_pct", Round(100 * gross / jobs));
        }

        json.WriteBoolean("within_tolerance", Math.Abs(net) <= Tolerance * jobs && gross <= Tolerance * jobs);
        return new SampleRecord(SampleTopics.Truth, ledger.Desk.Client.Id, line.End());
    }

    private static decimal Gross(MonthRates rates, Match match)
    {
        var difference = Math.Abs(rates.Difference(match));
        return difference < IgnoredBelow ? 0 : rates.InBase(difference, MonthRates.DifferenceCurrency(match));
    }

    private static decimal Round(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);
}
