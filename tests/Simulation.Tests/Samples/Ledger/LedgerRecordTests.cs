using System.Text;
using Sluice.Samples;

namespace Sluice.Simulation.Tests.Samples.Ledger;

/// <summary>The records of jobs, ledger and aliases as they arrive.</summary>
public sealed class LedgerRecordTests
{
    private static readonly ReadLedger Month = ReadLedger.Hard;

    private static readonly string[] Ours = [SampleTopics.Jobs, SampleTopics.Ledger, SampleTopics.Aliases];

    [Fact]
    public void Rejected_records_are_the_malformed_ones_and_no_reason_names_a_patient()
    {
        var malformed = Month.Lines("malformed").Where(line => Ours.Contains(line.GetProperty("topic").GetString())).ToList();
        var rejected = Month.Rejected.Where(r => Ours.Contains(r.Record.Topic)).ToList();

        malformed.CountBy(line => line.GetProperty("topic").GetString()!).ShouldBe([new("aliases", 3), new("jobs", 6), new("ledger", 4)], ignoreOrder: true);
        rejected.Count.ShouldBe(malformed.Count);
        rejected.ShouldAllBe(r => !Tells(r.Why.Reason) && !Tells(r.Why.Value) && !Tells(r.Why.Field));
    }

    [Fact]
    public void Patients_are_in_jobs_and_nowhere_else()
    {
        Month.Records.ShouldAllBe(record => record.Topic == SampleTopics.Jobs || !Tells(Encoding.UTF8.GetString(record.Json)));
        Month.Truth.ShouldAllBe(line => !Tells(line.GetRawText()));
        Month.Records.Count(record => record.Topic == SampleTopics.Jobs && Tells(Encoding.UTF8.GetString(record.Json))).ShouldBeGreaterThan(15_000);
    }

    [Fact]
    public void Lines_about_records_name_the_record_they_stand_for()
    {
        var topics = Month.Records.ToLookup(record => record.Topic);
        var lines = Month.Truth.Where(line => line.TryGetProperty("line", out _) && line.GetProperty("topic").GetString() is SampleTopics.Jobs or SampleTopics.Ledger).ToList();

        lines.CountBy(line => line.GetProperty("kind").GetString()!).Select(kind => kind.Key).ShouldBe(["revision", "duplicate", "cancelled", "malformed"], ignoreOrder: true);
        foreach (var line in lines)
        {
            var record = topics[line.GetProperty("topic").GetString()!].ElementAt((int)line.GetProperty("line").GetInt64());
            Encoding.UTF8.GetString(record.Json).ShouldContain($"\"{line.GetProperty("record_id").GetString()}\"");
            record.Key.ShouldBe(line.GetProperty("owner").GetString());
        }
    }

    [Fact]
    public void Some_revisions_and_reversals_come_before_what_they_are_about()
    {
        var records = Month.Records.Select(record => Encoding.UTF8.GetString(record.Json)).ToList();
        var early = Month.Lines("revision").Select(line => line.GetProperty("record_id").GetString())
            .Count(id => records.First(json => json.Contains($"_id\":\"{id}\"", StringComparison.Ordinal)).Contains("\"revision\":2", StringComparison.Ordinal));
        var places = Month.Entries.Values.Where(entry => entry.Reverses != "").Take(40).Count(entry =>
            records.FindIndex(json => json.StartsWith($"{{\"entry_id\":\"{entry.Id}\"", StringComparison.Ordinal))
            < records.FindIndex(json => json.StartsWith($"{{\"entry_id\":\"{entry.Reverses}\"", StringComparison.Ordinal)));

        early.ShouldBeGreaterThan(10);
        places.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Aliases_lead_to_names_of_sites_in_chains_too()
    {
        Month.Book.Aliases.Resolve(Topology.Records.AliasKind.Site, "site-000").ShouldBe("andheri west imaging centre");
        Month.Book.Aliases.Resolve(Topology.Records.AliasKind.Site, "IC AND 000").ShouldBe("andheri west imaging centre");
        Month.Book.Aliases.Circles.ShouldBeEmpty();
        Month.Lines("stale").ShouldContain(line => line.GetProperty("topic").GetString() == SampleTopics.Aliases);
    }

    [Fact]
    public void Most_money_is_in_the_base_currency_and_other_currencies_are_met()
    {
        Month.Jobs.Values.Count(job => job.Currency == "INR").ShouldBeGreaterThan(10_000);
        Month.Jobs.Values.Select(job => job.Currency).Distinct().Count().ShouldBeGreaterThan(4);
    }

    private static bool Tells(string? text) => text?.Contains(SamplePatients.Mark, StringComparison.Ordinal) == true;
}
