using System.Text;
using Sluice.Samples;

namespace Sluice.Simulation.Tests.Samples;

public sealed class FaultTests
{
    private static readonly ReadMonth Month = ReadMonth.Usual;

    [Fact]
    public void Faults_come_in_their_numbers() =>
        Month.Truth.Where(line => line.Topic == SampleTopics.Reports).CountBy(line => (line.Kind, line.Books))
            .Select(pair => (pair.Key.Kind, pair.Key.Books, pair.Value)).Order().ShouldBe(
            [
                ("cancelled", "cancelled", 40), ("conflict", "conflict", 10), ("duplicate", "duplicate", 100),
                ("held", "held", 20), ("late", "prior month", 10), ("malformed", "dead letter", 20),
                ("no_client_rule", "pending", 6), ("no_provider_rule", "pending", 6), ("other_currency", "pending", 6),
                ("provider_not_started", "pending", 4), ("revision", "supersedes", 80), ("unknown_client", "pending", 10),
                ("unknown_provider", "pending", 10),
            ]);

    [Fact]
    public void Every_reference_topic_has_a_resend_and_several_malformed_records()
    {
        foreach (var topic in SampleTopics.Of(new SampleOptions("2026-02", 1, 1)).Except([SampleTopics.Reports, SampleTopics.Truth]))
        {
            Month.Truth.Count(line => line.Topic == topic && line.Kind == "duplicate").ShouldBe(1, topic);
            Month.Truth.Count(line => line.Topic == topic && line.Kind == "malformed").ShouldBeGreaterThan(1, topic);
        }
    }

    [Theory]
    [InlineData("stale", SampleTopics.Clients, "superseded")]
    [InlineData("backdated_rule", SampleTopics.ClientRules, "repriced")]
    [InlineData("backdated_rule", SampleTopics.ProviderRules, "repriced")]
    [InlineData("other_currency_rule", SampleTopics.ClientRules, "prices nothing")]
    [InlineData("corrected_rate", SampleTopics.FxRates, "supersedes")]
    [InlineData("rates_complete", SampleTopics.FxRates, "complete")]
    public void Reference_data_has_its_own_faults(string kind, string topic, string books)
    {
        var lines = Month.Kind(kind).Where(line => line.Topic == topic).ToList();

        lines.ShouldNotBeEmpty();
        lines.ShouldAllBe(line => line.Books == books);
    }

    [Fact]
    public void Every_line_of_the_truth_names_the_record_it_stands_for()
    {
        foreach (var line in Month.Truth)
        {
            var record = Month.At(line);
            var json = Encoding.UTF8.GetString(record.Json);
            record.Key.ShouldBe(line.Owner);
            foreach (var part in line.RecordId.Split(' ').Where(_ => line.Detail != "cut off in the middle"))
                json.ShouldContain($"\"{part}\"", Case.Sensitive, line.Detail);
        }
    }

    [Fact]
    public void Duplicates_equal_an_earlier_record()
    {
        foreach (var line in Month.Kind("duplicate"))
        {
            var again = Month.At(line).Json;
            Month.Topic(line.Topic).Take((int)line.Line).Any(record => record.Json.AsSpan().SequenceEqual(again)).ShouldBeTrue(line.RecordId);
        }
    }

    [Fact]
    public void Late_reports_are_of_the_last_days_of_the_month_before_and_no_other_is()
    {
        var late = Month.Reports().Where(report => report.Date < new DateOnly(2026, 2, 1)).ToList();

        late.ShouldAllBe(report => report.Date >= new DateOnly(2026, 1, 29));
        late.Select(report => report.Id).Distinct().ShouldBe(Month.Kind("late").Select(line => line.RecordId), ignoreOrder: true);
    }

    [Fact]
    public void Stale_versions_are_older_than_the_ones_before_them()
    {
        var versions = Month.Reference<Topology.Records.ClientRecord>(SampleTopics.Clients);
        foreach (var line in Month.Kind("stale"))
        {
            var both = versions.Where(client => client.ClientId == line.Owner).Take(2).ToList();
            both[1].RecordedAt.ShouldBeLessThan(both[0].RecordedAt);
        }
    }

    [Fact]
    public void Backdated_rules_apply_from_the_first_and_were_recorded_in_the_middle_of_the_month()
    {
        var rules = Month.ClientRules.Select(rule => (rule.RuleId, rule.EffectiveFrom, rule.RecordedAt))
            .Concat(Month.ProviderRules.Select(rule => (rule.RuleId, rule.EffectiveFrom, rule.RecordedAt))).Distinct().ToList();

        rules.Where(rule => rule.RecordedAt >= new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero)).Select(rule => rule.RuleId)
            .ShouldBe(Month.Kind("backdated_rule").Select(line => line.RecordId), ignoreOrder: true);
        rules.Where(rule => Month.Kind("backdated_rule").Any(line => line.RecordId == rule.RuleId)).ShouldAllBe(rule =>
            rule.EffectiveFrom == new DateOnly(2026, 2, 1) && rule.RecordedAt.Month == 2 && rule.RecordedAt.Day > 10);
    }

    [Fact]
    public void Months_without_faults_have_no_truth_and_nothing_malformed()
    {
        var clean = new ReadMonth(new SampleOptions("2026-02", 2_000, 42) { Faults = false });

        clean.Truth.ShouldBeEmpty();
        clean.Reports().Count().ShouldBe(2_000);
        clean.Rates.Count.ShouldBe(clean.Topic(SampleTopics.FxRates).Count);
        clean.Rates.DistinctBy(rate => (rate.Base, rate.Date)).Count().ShouldBe(clean.Rates.Count);
    }
}
