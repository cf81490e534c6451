using Sluice.Topology.Money;

namespace Sluice.Simulation.Tests.Samples.Ledger;

/// <summary>The truth about jobs and entries, held against the records by a plain reading of contract §6.</summary>
public sealed class LedgerTruthTests
{
    private static readonly ReadLedger Month = ReadLedger.Hard;
    private static readonly Dictionary<Booked, int> JobsAlike = Month.Jobs.Values.CountBy(Content).ToDictionary();
    private static readonly Dictionary<Booked, int> EntriesAlike = Month.Entries.Values.CountBy(Content).ToDictionary();

    [Fact]
    public void Every_job_and_entry_that_counts_is_in_one_match_or_reversal()
    {
        Month.Matches.SelectMany(match => match.Jobs).Order(StringComparer.Ordinal).ShouldBe(Month.Jobs.Keys.Order(StringComparer.Ordinal));
        Month.Matches.SelectMany(match => match.AllEntries).Concat(Month.Lines("reversal").SelectMany(line => MatchLine.Ids(line, "entry_ids")))
            .Order(StringComparer.Ordinal).ShouldBe(Month.Entries.Keys.Order(StringComparer.Ordinal));
        Month.Matches.ShouldAllBe(match => match.Month == "2026-01" && match.Jobs.All(id => Month.Jobs[id].Client == match.Client)
            && match.AllEntries.All(id => Month.Entries[id].Client == match.Client));
    }

    [Fact]
    public void Causes_are_the_first_that_fit()
    {
        Month.Matches.Where(match => match.Jobs.Length > 0 && match.Entries.Length > 0).ShouldAllBe(match => match.Cause == CauseOf(match));
        Month.Matches.Where(match => match.Entries.Length == 0).ShouldAllBe(match => match.Cause == (JobsAlike[Content(Month.Jobs[match.Jobs[0]])] > 1 ? "duplicate_job" : "missing_in_ledger"));
        Month.Matches.Where(match => match.Jobs.Length == 0)
            .ShouldAllBe(match => match.Cause == (EntriesAlike[Content(Month.Entries[match.Entries[0]])] > 1 ? "duplicate_entry" : "missing_in_jobs"));
    }

    [Fact]
    public void Differences_are_ledger_less_job() => Month.Matches.ShouldAllBe(match => match.Diff == Round(DiffOf(match), Currencies.MinorUnits(match.Currency)));

    [Fact]
    public void Variances_foot_with_the_records()
    {
        foreach (var line in Month.Lines("variance"))
        {
            var client = line.GetProperty("client_id").GetString()!;
            var jobs = Sum(Month.Jobs.Values, client);
            var booked = Sum(Month.Entries.Values, client);
            var gross = Round(Month.Matches.Where(match => match.Client == client).Sum(GrossOf));
            line.GetProperty("jobs").GetDecimal().ShouldBe(jobs);
            line.GetProperty("ledger").GetDecimal().ShouldBe(booked);
            line.GetProperty("net_diff").GetDecimal().ShouldBe(booked - jobs);
            line.GetProperty("gross_diff").GetDecimal().ShouldBe(gross);
            line.GetProperty("net_pct").GetDecimal().ShouldBe(Round(100 * Math.Abs(booked - jobs) / jobs));
            line.GetProperty("gross_pct").GetDecimal().ShouldBe(Round(100 * gross / jobs));
            line.GetProperty("within_tolerance").GetBoolean().ShouldBe(100 * Math.Abs(booked - jobs) <= jobs && 100 * gross <= jobs);
        }

        Month.Lines("variance").Select(line => line.GetProperty("client_id").GetString()).ShouldBe(Month.Jobs.Values.Select(job => job.Client).Distinct(), ignoreOrder: true);
    }

    [Fact]
    public void Interchangeable_jobs_are_alike_in_every_field_and_their_entries_name_none()
    {
        var sets = Month.Matches.Where(match => match.Interchangeable is not null).GroupBy(match => match.Interchangeable).ToList();

        sets.ShouldNotBeEmpty();
        foreach (var set in sets)
            set.Select(match => Content(Month.Jobs[match.Jobs[0]])).Distinct().ShouldHaveSingleItem();
        sets.SelectMany(set => set).ShouldAllBe(match => Month.Entries[match.Entries[0]].Ref == "");
    }

    [Fact]
    public void Reversals_that_come_to_zero_name_the_entry_they_take_back()
    {
        foreach (var line in Month.Lines("reversal"))
        {
            var pair = MatchLine.Ids(line, "entry_ids").Select(id => Month.Entries[id]).ToList();
            pair.Sum(entry => entry.Amount).ShouldBe(0);
            pair[1].Reverses.ShouldBe(pair[0].Id);
        }

        Month.Matches.SelectMany(match => match.Netted.Select(id => (Back: Month.Entries[id], match.Entries)))
            .ShouldAllBe(netted => netted.Back.Reverses == netted.Entries[0] && netted.Back.Amount < 0);
    }

    [Fact]
    public void Trends_are_of_one_client_service_and_ratio()
    {
        var trends = Month.Lines("rate_trend").ToList();

        trends.ShouldNotBeEmpty();
        foreach (var trend in trends)
        {
            var matches = MatchLine.Ids(trend, "job_ids").Select(id => Month.Matches.Single(match => match.Jobs.Contains(id))).ToList();
            matches.Count.ShouldBeGreaterThanOrEqualTo(5);
            matches.ShouldAllBe(match => match.Cause == "rate_change"
                && Round(Month.Entries[match.Entries[0]].Amount / Month.Jobs[match.Jobs[0]].Amount, 6) == trend.GetProperty("ratio").GetDecimal());
            matches.Select(match => (match.Client, Month.Jobs[match.Jobs[0]].Service)).Distinct().ShouldHaveSingleItem();
        }
    }

    private static string CauseOf(MatchLine match)
    {
        var (jobs, entries) = (match.Jobs.Select(id => Month.Jobs[id]).ToList(), match.AllEntries.Select(id => Month.Entries[id]).ToList());
        var (job, entry, diff) = (jobs[0], entries[0], DiffOf(match));
        var (done, booked) = (jobs.Sum(j => j.Quantity), entries.Sum(e => e.Quantity));
        return
            job.Currency != entry.Currency ? "currency"
            : diff != 0 && Math.Abs(diff) < 1 ? "rounding"
            : done != booked && Math.Abs(entries.Sum(e => e.Amount) - (booked * job.UnitRate)) < 1 ? "quantity"
            : done == booked && Math.Abs(diff) >= 1 ? "rate_change"
            : entry.Date.Month != entry.Posted.Month ? "cutoff"
            : job.Site != entry.Site ? "site_mismatch"
            : job.Service != entry.Service ? "service_mismatch"
            : diff != 0 ? "unexplained" : "none";
    }

    private static decimal DiffOf(MatchLine match)
    {
        var (jobs, entries) = (match.Jobs.Select(id => Month.Jobs[id]).ToList(), match.AllEntries.Select(id => Month.Entries[id]).ToList());
        return jobs.Concat(entries).Select(booked => booked.Currency).Distinct().Count() == 1
            ? entries.Sum(entry => entry.Amount) - jobs.Sum(job => job.Amount)
            : entries.Sum(entry => Month.InBase(entry.Amount, entry.Currency)) - jobs.Sum(job => Month.InBase(job.Amount, job.Currency));
    }

    private static decimal GrossOf(MatchLine match) => Math.Abs(DiffOf(match)) < 1 ? 0 : Month.InBase(Math.Abs(DiffOf(match)), match.Currency);

    // When an entry was posted does not tell it from another.
    private static Booked Content(Booked booked) => booked with { Id = "", Revision = 0, Posted = default };

    private static decimal Sum(IEnumerable<Booked> booked, string client) =>
        Round(booked.Where(b => b.Client == client).Sum(b => Month.InBase(b.Amount, b.Currency)));

    private static decimal Round(decimal amount) => Round(amount, 2);

    private static decimal Round(decimal amount, int digits) => Math.Round(amount, digits, MidpointRounding.AwayFromZero);
}
