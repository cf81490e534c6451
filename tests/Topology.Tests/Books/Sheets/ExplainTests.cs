using FsCheck;
using FsCheck.Fluent;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Money;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;
using Sluice.Topology.Tests.Billing.Margin;

namespace Sluice.Topology.Tests.Books.Sheets;

/// <summary>What a line is explained by is all there is to it.</summary>
public class ExplainTests
{
    [Fact]
    public void Pricing_by_hand_only_what_is_listed_gives_every_line_and_every_cost()
    {
        var priced = 0;
        Prop.ForAll(World.Any.ToArbitrary(), world =>
        {
            var book = Shadows.Book(world.Reference);
            var versions = book.AllVersions().ToList();
            var shadow = Shadows.Fed(world.Reports, book);
            foreach (var client in shadow.Sheet().Clients)
            {
                var reports = shadow.Reports(client.ClientId).ToList();
                reports.Count.ShouldBe((int)client.Reports);
                reports.Select(r => r.Offset).ShouldBeInOrder();

                var rules = RulesOf(client, versions, book);
                var byHand = rules.SelectMany(rule => HandPricing.Lines(rule, [.. reports.Where(r => Is(r.ClientRule, rule))], book, Shadows.January));
                client.Lines.Select(l => FormattableString.Invariant($"{l.RuleId} {l.Kind} {l.Tier} {l.Units} {l.Amount:0.00}")).ShouldBe(byHand);
                reports.ShouldAllBe(r => r.Cogs == HandPricing.Cogs(versions.OfType<ProviderRuleRecord>().Last(rule => Is(r.ProviderRule, rule)), r));
                reports.GroupBy(r => (r.ProviderId, r.CogsCurrency, r.ProviderRule.RuleId)).Select(g => (g.Key, g.LongCount(), g.Sum(r => r.Cogs)))
                    .ShouldBe(client.Earned.Select(p => ((p.ProviderId, p.Currency, p.RuleId), p.Reports, Scaled.ToDecimal(p.Cogs))), ignoreOrder: true);
                priced += client.Lines.Count;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
        priced.ShouldBeGreaterThan(200);
    }

    [Fact]
    public void A_report_is_told_with_its_place_in_the_log_and_what_it_says()
    {
        var book = Shadows.UsualBook(Shadows.PerReport("1000"));
        var json = """{"report_id":"R1","client_id":"C1","provider_id":"P1","modality":"CT","body_part":"CHEST","priority":"STAT","images":7,"completed_at":"2026-01-31T18:29:59.5Z"}""";

        var shadow = Shadows.Fed([Shadows.Report("R0", cancelled: true), new MarginRecord(FinanceTopics.Reports, "C1", json)], book);

        var recorded = DateTimeOffset.Parse(MarginDesk.Recorded);
        shadow.Reports("C1").ShouldBe(
        [
            new ExplainedReport(
                0, 1, "R1", "P1", "CT", "CHEST", Priority.Stat, 7, new DateTimeOffset(2026, 1, 31, 18, 29, 59, 500, TimeSpan.Zero), new DateOnly(2026, 1, 31),
                new RuleVersion("CR1", recorded), new RuleVersion("PR1", recorded), "INR", 250m),
        ]);
        shadow.Reports("C2").ShouldBeEmpty();
    }

    /// <summary>Rules whose fee is due without a report are on a document too, though no report names them.</summary>
    private static IEnumerable<ClientRuleRecord> RulesOf(ClientSheet client, List<ReferenceRecord> versions, PriceBook book) =>
        versions.OfType<ClientRuleRecord>()
            .Where(rule => rule.ClientId == client.ClientId && rule.Currency == client.Record.Currency)
            .Where(rule => Enumerable.Range(Shadows.January.FirstDay, Shadows.January.Days)
                .Any(day => ReferenceEquals(book.SlotWinner(rule.ClientId, rule.Modality, day), rule)))
            .OrderBy(rule => rule.RuleId, StringComparer.Ordinal);

    private static bool Is(RuleVersion named, ReferenceRecord rule) => named.RuleId == rule.Identity && named.RecordedAt == rule.RecordedAt;
}
