using Sluice.EndToEnd.Tests.Harness;
using Sluice.Topology.Books;

namespace Sluice.EndToEnd.Tests.Books;

/// <summary>A month that was closed and rerun by the program itself, explained and verified by it.</summary>
public sealed class ExplainTests : ClosedBooks
{
    private const string Invoice = "INV-2601-000001";

    [Fact]
    public async Task A_line_leads_to_its_reports_in_the_log_and_the_books_hold_until_a_line_is_slipped_in()
    {
        await CloseAsync();

        var lines = await JsonAsync("explain", "invoice", Invoice);
        var second = await JsonAsync("explain", "invoice", Invoice, "--line", "2");
        var table = (await SucceedAsync("explain", "invoice", Invoice)).Stdout;

        lines.Count.ShouldBe(103);
        second.Select(r => r.GetProperty("report_id").GetString()).ShouldBe(["R-101", "R-102", "R-103"], "counted in the order of completion");
        second.ShouldAllBe(r => r.GetProperty("amount").GetDecimal() == 3 * 850m && r.GetProperty("unit_price").GetDecimal() == 850m);
        second.ShouldAllBe(r => r.GetProperty("topic").GetString() == "reports" && r.GetProperty("rule_recorded_at").GetString() == "2025-01-01T00:00:00Z");
        lines.Select(r => (r.GetProperty("partition").GetInt64(), r.GetProperty("offset").GetInt64())).Distinct().Count().ShouldBe(103);
        table.ShouldContain("… and 95 more");

        var margin = await JsonAsync("explain", "margin", "2026-01", "C-1");
        margin.Where(r => r.GetProperty("kind").GetString() == "cogs").Sum(r => r.GetProperty("cogs").GetDecimal()).ShouldBe(103 * 300m);

        (await JsonAsync("verify")).ShouldAllBe(check => check.GetProperty("status").GetString() == "ok");
        await PutAsync([(BooksTables.InvoiceLines, BookRows.Line(Invoice, 3, "Slipped in", 1, 5m, 5m))]);
        var broken = await RunAsync("verify");
        (broken.ExitCode, broken.Stdout.Contains('✗')).ShouldBe((1, true));
        broken.Stderr.ShouldContain("hash chains: finance_invoices INV-2601-000001 is not what its hash was made of");
    }

    [Fact]
    public async Task A_credit_note_of_a_rerun_is_explained_and_what_is_not_there_is_refused()
    {
        await CloseAsync();
        await IngestAsync(
            "client_pricing_rules",
            Records.Rule("graduated", """{"up_to":100,"unit_price":900},{"up_to":500,"unit_price":800},{"up_to":null,"unit_price":800}""").Replace("2025-01-01T00:00:00Z", "2026-02-10T00:00:00Z", StringComparison.Ordinal));
        await SucceedAsync("rerun", "2026-01", "--apply");

        var note = await JsonAsync("explain", "invoice", "CN-2601-000001");

        note.Where(r => r.GetProperty("kind").GetString() == "already_invoiced").ShouldHaveSingleItem().GetProperty("amount").GetDecimal().ShouldBe(-92_550m);
        note.GroupBy(r => r.GetProperty("line").GetInt64()).Sum(line => line.First().GetProperty("amount").GetDecimal()).ShouldBe(-150m);
        (await SucceedAsync("verify")).Stdout.ShouldNotContain("✗");
        (await RunAsync("explain", "invoice", "INV-2601-000009")).ExitCode.ShouldBe(3);
        (await RunAsync("explain", "invoice", Invoice, "--line", "7")).ExitCode.ShouldBe(3);
        (await RunAsync("explain", "margin", "2026-03", "C-1")).ExitCode.ShouldBe(3);
    }

    [Fact]
    public async Task An_open_month_is_explained_beside_no_engine_and_sums_to_its_row()
    {
        await IngestReferenceAsync();
        await IngestReportsAsync([.. Enumerable.Range(1, 12).Select(i => Records.Report(i))]);
        await ProcessAsync();

        var margin = await JsonAsync("explain", "margin", "2026-01", "C-1");

        var row = (await JsonAsync("show", "margin", "--month", "2026-01", "--client", "C-1")).ShouldHaveSingleItem();
        margin.Where(r => r.GetProperty("kind").GetString() == "tier").Sum(r => r.GetProperty("unit_price").GetDecimal()).ShouldBe(row.GetProperty("revenue").GetDecimal());
        margin.Where(r => r.GetProperty("kind").GetString() == "cogs").Sum(r => r.GetProperty("cogs").GetDecimal()).ShouldBe(row.GetProperty("cogs_inr").GetDecimal());
        (await SucceedAsync("verify")).Stdout.ShouldNotContain("✗");
    }

    private async Task CloseAsync()
    {
        await IngestReferenceAsync();
        await IngestReportsAsync([.. Enumerable.Range(1, 103).Select(i => Records.Report(i).Replace("10:00:00", $"1{i / 60}:{i % 60:00}:00", StringComparison.Ordinal))]);
        await ProcessAsync();
        await SucceedAsync("close", "2026-01");
    }
}
