using System.Text.Json;
using Sluice.Engine.Log;
using Sluice.Topology.Books;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Books.Explaining;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Reference;
using Sluice.Topology.Tests.Books.Histories;

namespace Sluice.Topology.Tests.Books.Explaining;

/// <summary>Over random histories: what a document is explained by is all there is to it, and the log holds it.</summary>
public sealed class DocumentExplainerTests
{
    private static int Documents => Environment.GetEnvironmentVariable("SLUICE_TEST_FULL") == "1" ? 1_000 : 200;

    [Fact]
    public async Task Pricing_only_what_is_explained_gives_every_line_of_every_document()
    {
        var (documents, kinds) = (0, new HashSet<string>());
        for (var seed = 1; documents < Documents; seed++)
        {
            using var desk = new History(seed).Play();
            var explainer = await DocumentExplainer.OpenAsync(new DeskSource(desk), new BooksSettings(), default);
            foreach (var row in desk.Rows(BooksTables.Invoices))
            {
                var explained = (await explainer.ExplainAsync((string)row[0]!, default)).ShouldNotBeNull();
                explained.Lines.Sum(line => line.Line.Amount).ShouldBe(explained.Total);
                explained.Total.ShouldBe((decimal)row[BooksTables.Invoices.Ordinal("total")]!);
                RateHolds(row, explained);
                explained.Lines.ToList().ForEach(line => ReportsAreInTheLog(desk, line));
                LinesArePriced(desk, row, explained);
                kinds.UnionWith(explained.Lines.Select(line => line.Line.Kind));
                documents++;
            }
        }

        kinds.ShouldBe(
            [LineKinds.Tier, LineKinds.TierFee, LineKinds.Surcharge, LineKinds.Reports, LineKinds.AlreadyInvoiced], ignoreOrder: true, "the histories hold every kind");
    }

    [Fact]
    public async Task A_credit_note_is_explained_by_its_reason_or_by_the_recomputation_behind_it()
    {
        var (byHand, byRerun) = (0, 0);
        for (var seed = 1; seed <= 40; seed++)
        {
            using var desk = new History(seed).Play();
            var explainer = await DocumentExplainer.OpenAsync(new DeskSource(desk), new BooksSettings(), default);
            foreach (var note in desk.Rows(BooksTables.CreditNotes).Select(CreditNote.Of))
            {
                var explained = (await explainer.ExplainAsync(note.Number, default)).ShouldNotBeNull();
                explained.Total.ShouldBe(-note.Amount);
                explained.Lines.Sum(line => line.Line.Amount).ShouldBe(-note.Amount);
                explained.Lines.ToList().ForEach(line => ReportsAreInTheLog(desk, line));
                (byHand, byRerun) = note.Kind == CreditNote.Manual ? (byHand + 1, byRerun) : (byHand, byRerun + 1);
                if (note.Kind == CreditNote.Manual)
                {
                    explained.Lines.ShouldHaveSingleItem().Explains.ShouldNotBeNull().ShouldContain(note.InvoiceNumber);
                }
            }
        }

        byHand.ShouldBeGreaterThan(5);
        byRerun.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task A_number_that_no_document_has_is_not_explained()
    {
        using var desk = new BooksDesk();
        var explainer = await DocumentExplainer.OpenAsync(new DeskSource(desk), new BooksSettings(), default);
        (await explainer.ExplainAsync("INV-2601-000001", default)).ShouldBeNull();
    }

    private static void RateHolds(object?[] row, ExplainedDocument explained)
    {
        foreach (var line in explained.Lines.Where(line => line.Reports.Count > 0))
        {
            if (explained.Party.Currency == "INR")
            {
                line.Rate.ShouldBeNull();
                continue;
            }

            var rate = line.Rate.ShouldNotBeNull().Behind.ShouldHaveSingleItem();
            rate.Date.ToString("yyyy-MM").ShouldBe(explained.Party.Month);
            Math.Round(explained.Total * rate.Rate, 2, MidpointRounding.AwayFromZero).ShouldBe((decimal)row[BooksTables.Invoices.Ordinal("total_inr")]!);
        }
    }

    private static void ReportsAreInTheLog(BooksDesk desk, ExplainedLine line)
    {
        foreach (var (client, report) in line.Reports)
        {
            var record = desk.Records.Single(r => r.Source == new TopicPartition(FinanceTopics.Reports, report.Partition) && r.Offset == report.Offset).Record;
            var json = JsonDocument.Parse(record.Json).RootElement;
            string Text(string field) => json.GetProperty(field).GetString()!;
            (Text("client_id"), Text("report_id"), Text("provider_id"), Text("modality"), Text("priority"))
                .ShouldBe((client, report.ReportId, report.ProviderId, report.Modality, report.Priority.ToString().ToUpperInvariant()));
            (json.GetProperty("images").GetInt64(), json.GetProperty("completed_at").GetDateTimeOffset()).ShouldBe((report.Images, report.CompletedAt));
        }
    }

    private static void LinesArePriced(BooksDesk desk, object?[] row, ExplainedDocument explained)
    {
        foreach (var rule in explained.Lines.Where(line => line.Line.RuleId is not null).GroupBy(line => (line.Line.RuleId, line.Line.RuleRecordedAt)))
        {
            var versions = desk.Records.Where(r => r.Source.Topic is ReferenceTopics.ClientPricingRules or ReferenceTopics.ProviderPricingRules)
                .Select(r => JsonDocument.Parse(r.Record.Json).RootElement)
                .Where(v => v.GetProperty("rule_id").GetString() == rule.Key.RuleId && v.GetProperty("recorded_at").GetDateTimeOffset() == rule.Key.RuleRecordedAt);

            // Of versions recorded at one instant the greater text counts; which one that is, is tested elsewhere.
            versions.ShouldContain(version => IsPricedBy(version, rule.ToList()), $"{explained.Number} {rule.Key.RuleId}");
        }

        if (explained.Lines.SingleOrDefault(line => line.Line.Kind == LineKinds.AlreadyInvoiced) is { } before)
        {
            BookedBefore(desk, row, explained.Party).ShouldBe(-before.Line.Amount);
            before.Explains.ShouldNotBeNull();
        }
    }

    private static bool IsPricedBy(JsonElement version, List<ExplainedLine> lines)
    {
        var tiers = lines.FindAll(line => line.Line.Kind == LineKinds.Tier);
        var counted = tiers.SelectMany(line => line.Reports).Select(r => (r.ClientId, r.Report.ReportId)).Distinct().Count();
        return lines.TrueForAll(line => LineArithmetic.Amount(version, line, counted) == line.Line.Amount)
            && tiers.TrueForAll(line => LineArithmetic.Held(version, line.Line.Tier!.Value - 1, counted) == line.Reports.Count);
    }

    /// <summary>Every command of a desk has a day of its own.</summary>
    private static decimal BookedBefore(BooksDesk desk, object?[] row, PartyKey party)
    {
        var at = (DateTimeOffset)row[BooksTables.Invoices.Ordinal("issued_at")]!;
        var invoices = desk.Rows(BooksTables.Invoices).Where(r => (DateTimeOffset)r[BooksTables.Invoices.Ordinal("issued_at")]! < at).Select(Invoice.Of);
        var notes = desk.Rows(BooksTables.CreditNotes).Where(r => (DateTimeOffset)r[BooksTables.CreditNotes.Ordinal("issued_at")]! < at).Select(CreditNote.Of);
        return invoices.Where(i => i.Party == party).Sum(i => i.Total) - notes.Where(n => n.Party == party && n.Kind == CreditNote.Rerun).Sum(n => n.Amount);
    }
}
