using Sluice.Samples;

namespace Sluice.Simulation.Tests.Samples.Ledger;

/// <summary>A hard month is as hard as it was asked to be.</summary>
public sealed class LedgerShareTests
{
    private static readonly string[] Causes =
    [
        "duplicate_job", "duplicate_entry", "missing_in_ledger", "missing_in_jobs", "currency", "rounding", "quantity", "rate_change", "cutoff",
        "site_mismatch", "service_mismatch", "unexplained",
    ];

    private static readonly ReadLedger Month = ReadLedger.Hard;

    [Fact]
    public void Jobs_come_in_the_number_asked_for() => Month.Jobs.Count.ShouldBe(20_000);

    [Fact]
    public void More_than_four_in_ten_references_are_no_help()
    {
        var matched = Month.Matches.SelectMany(match => match.Entries.Select(id => (match.Jobs, Month.Entries[id].Ref))).ToList();
        var whole = matched.Count(entry => entry.Jobs.Any(id => Plain(id) == Plain(entry.Ref)));

        (1 - (whole / (double)matched.Count)).ShouldBeInRange(0.40, 0.48);
        (matched.Count(entry => entry.Ref == "") / (double)matched.Count).ShouldBeInRange(0.24, 0.32);
    }

    [Fact]
    public void No_slip_names_another_job_of_the_client()
    {
        var ids = Month.Jobs.Values.ToLookup(job => (job.Client, Digits(job.Id)), job => job.Id);
        foreach (var match in Month.Matches.Where(match => match.Jobs.Length > 0))
        {
            foreach (var named in match.AllEntries.Select(id => Month.Entries[id].Ref).Where(text => text != ""))
                ids[(match.Client, Digits(named))].Except(match.Jobs).ShouldBeEmpty($"{named} of {match.Jobs[0]}");
        }
    }

    [Fact]
    public void More_than_one_in_ten_jobs_has_a_twin()
    {
        var groups = Month.Jobs.Values.GroupBy(job => (job.Client, job.Site, job.Date, job.Amount)).Where(group => group.Count() > 1).ToList();

        (groups.Sum(group => group.Count()) / 20_000.0).ShouldBeInRange(0.12, 0.15);
        groups.Count(group => group.DistinctBy(job => job.Service).Count() > 1).ShouldBeGreaterThan(300);
    }

    [Fact]
    public void Two_in_a_hundred_jobs_are_one_of_several_or_in_several()
    {
        var split = Month.Matches.Where(match => match.Jobs.Length > 1 || match.Entries.Length > 1).ToList();

        (split.Sum(match => match.Jobs.Length) / 20_000.0).ShouldBeInRange(0.02, 0.03);
        split.ShouldAllBe(match => match.Diff == 0);
        split.Select(match => match.Note).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void Three_in_a_hundred_jobs_have_a_fault_and_every_cause_is_met()
    {
        var meant = Month.Matches.Where(match => match.Cause != "none" && match.Note?.Contains("lacks", StringComparison.Ordinal) != true).ToList();

        (meant.Count / 20_000.0).ShouldBeInRange(0.03, 0.045);
        meant.Select(match => match.Cause).Distinct().ShouldBe(Causes, ignoreOrder: true);
        Causes.ShouldAllBe(cause => meant.Count(match => match.Cause == cause) >= 50);
    }

    [Fact]
    public void Dates_are_up_to_three_days_off_and_names_are_written_in_many_ways()
    {
        var pairs = Month.Matches.Where(match => match.Jobs.Length == 1 && match.Entries.Length == 1)
            .Select(match => (Job: Month.Jobs[match.Jobs[0]], Entry: Month.Entries[match.Entries[0]])).ToList();

        pairs.ShouldAllBe(pair => Math.Abs(pair.Job.Date.DayNumber - pair.Entry.Date.DayNumber) <= 3 && pair.Entry.Date.Month == 1);
        (pairs.Count(pair => pair.Job.Date != pair.Entry.Date) / 20_000.0).ShouldBeInRange(0.2, 0.3);
        Month.Matches.Count(match => match.Note?.Contains("lacks", StringComparison.Ordinal) == true).ShouldBeInRange(150, 350);
    }

    [Fact]
    public void Whole_ledgers_have_nothing_to_find()
    {
        var whole = new ReadLedger(new SampleOptions("2026-02", 0, 3, Clients: 20) { Jobs = 1_000, Ledger = LedgerMix.Whole, Faults = false });

        whole.Matches.Count.ShouldBe(1_000);
        whole.Matches.ShouldAllBe(match => match.Cause == "none" && Plain(whole.Entries[match.Entries[0]].Ref) == Plain(match.Jobs[0]));
        whole.Rejected.ShouldBeEmpty();
        whole.Truth.Count.ShouldBe(1_000 + whole.Lines("variance").Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    public void Small_months_can_be_made_too(int jobs)
    {
        var small = new ReadLedger(new SampleOptions("2026-02", 0, 5, Clients: 2) { Jobs = jobs, Ledger = LedgerMix.Hard, Plain = jobs == 60 });

        small.Jobs.Count.ShouldBe(jobs);
        small.Matches.SelectMany(match => match.Jobs).Count().ShouldBe(jobs);
    }

    private static string Plain(string id) => string.Concat(id.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    // However the month's part is written, and whatever zero is written with.
    private static string Digits(string id)
    {
        var plain = Plain(id).Replace('O', '0');
        return (plain.StartsWith("JB2601", StringComparison.Ordinal) ? plain[6..] : plain).TrimStart('0');
    }
}
