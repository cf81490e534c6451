using System.Text.Json;
using Sluice.EndToEnd.Tests.Harness;

namespace Sluice.EndToEnd.Tests.Books.Story;

[Collection(Elsewhere.ServersCollection.Name)]
public sealed class MonthEndTests(Elsewhere.Servers servers) : BooksStory(servers)
{
    private const string Invoice = "INV-2601-000001";

    /// <summary>Three good reports, one of an unknown provider, one in conflict; then corrections of all kinds.</summary>
    [Theory]
    [InlineData(Place.File)]
    [InlineData(Place.OwnedFile)]
    [InlineData(Place.Shared)]
    public async Task A_month_is_closed_by_force_corrected_and_credited(Place place)
    {
        var ofStranger = Records.Report(4).Replace("P-1", "P-9", StringComparison.Ordinal);
        await BeginAsync(place, Records.Report(1), Records.Report(2), Records.Report(3), ofStranger, Records.Report(5), Records.Report(5, images: "4"));
        await RefusesThenClosesAsync();

        await BringAsync("reports", Records.Report(6));
        var closed = await BookedAsync();
        (await LateAsync()).ShouldBe(["R-4", "R-5", "R-6"]);
        await ShouldEarnAsync(reports: 3, revenue: 2_700m);
        (await JsonAsync("rerun", "2026-01", "--apply")).ShouldAllBe(r => Amount(r, "delta") == 0);
        (await BookedAsync()).ShouldBe(closed, "without late records and other prices there is nothing to correct");

        await BringAsync("providers", Records.Provider.Replace("P-1", "P-9", StringComparison.Ordinal));
        await CorrectsOnceAsync();
        await CreditsAsync();
        await ShouldBeExplainedAsync(Invoice, "R-1", "R-2", "R-3");
        await ShouldBeExplainedAsync("SUP-2601-000001", "R-1", "R-2", "R-3", "R-4", "R-6");
    }

    private async Task RefusesThenClosesAsync()
    {
        var refusal = await RefusedAsync("close", "2026-01");
        foreach (var words in new[] { "3 records (2 conflict, 1 pending)", "C-1 R-4", "P-9", "C-1 R-5" })
        {
            refusal.ShouldContain(words);
        }

        (await JsonAsync("show", "invoices")).ShouldBeEmpty();
        var written = await JsonAsync("close", "2026-01", "--force");
        Short(written, "invoice_number", "total").ShouldBe([$"{Invoice} 2700", "PAY-2601-000001 900"]);
        foreach (var again in new string[][] { ["close", "2026-01"], ["close", "2026-01", "--client", "C-1", "--force"] })
        {
            var nothing = await SucceedAsync([.. again, "--format", "json"]);
            (nothing.Stdout, nothing.Stderr.Contains("2026-01 is already closed", StringComparison.Ordinal)).ShouldBe(("[]\n", true), nothing.Stderr);
        }

        (await JsonAsync("show", "pending")).ShouldBeEmpty("what a forced close left out is late and no longer pending");
    }

    /// <summary>The stranger is known by now: both good late records enter the month, the one in conflict stays out.</summary>
    private async Task CorrectsOnceAsync()
    {
        var before = await BookedAsync();
        var dry = await JsonAsync("rerun", "2026-01", "--include-late");
        Short(dry, "party_id", "delta").ShouldBe(["C-1 1800", "P-1 300", "P-9 300"]);
        (await BookedAsync()).ShouldBe(before);

        var applied = await JsonAsync("rerun", "2026-01", "--include-late", "--apply");
        applied.Select(r => r.GetProperty("documents").GetString()).ShouldBe(["SUP-2601-000001", "SUP-2601-000002", "SUP-2601-000003"]);
        var document = (await JsonAsync("show", "invoice", "SUP-2601-000001")).Single();
        (Amount(document, "total"), document.GetProperty("original_number").GetString()).ShouldBe((1_800m, Invoice));
        document.GetProperty("lines").EnumerateArray().Sum(l => Amount(l, "amount")).ShouldBe(1_800m);
        (await LateAsync()).ShouldBe(["R-5"]);
        await ShouldEarnAsync(reports: 5, revenue: 4_500m);

        var after = await BookedAsync();
        (await JsonAsync("rerun", "2026-01", "--include-late", "--apply")).ShouldAllBe(r => Amount(r, "delta") == 0);
        (await BookedAsync()).ShouldBe(after);
    }

    private async Task CreditsAsync()
    {
        (await RefusedAsync("credit-note", Invoice, "2700.01")).ShouldContain("can be credited by 2,700 INR at most, not 2,700.01");
        (await RefusedAsync("credit-note", "INV-2601-000009", "1")).ShouldContain("there is no document INV-2601-000009");
        (await JsonAsync("credit-note", Invoice, "500.25", "--reason", "goodwill")).Single().GetProperty("status").GetString().ShouldBe("done");
        (await RefusedAsync("credit-note", Invoice, "2199.76")).ShouldContain("2,199.75");
        (await RefusedAsync("cancel", "nobody-sent-this")).ShouldContain("there is no command nobody-sent-this");
        var due = (await JsonAsync("show", "total-due", "--client", "C-1")).Single();
        (Amount(due, "invoiced"), Amount(due, "credited"), Amount(due, "total_due")).ShouldBe((4_500m, 500.25m, 3_999.75m));
        await ShouldEarnAsync(reports: 5, revenue: 4_500m);
        (await JsonAsync("rerun", "2026-01", "--include-late")).ShouldAllBe(r => Amount(r, "delta") == 0, "a note by hand stands beside the computation");
    }

    private async Task<List<string>> LateAsync() =>
        [.. (await JsonAsync("show", "late")).Select(r => r.GetProperty("record_id").GetString()!).Distinct().Order(StringComparer.Ordinal)];

    private async Task ShouldEarnAsync(int reports, decimal revenue)
    {
        var row = (await JsonAsync("show", "margin", "--month", "2026-01", "--client", "C-1")).Single();
        (row.GetProperty("reports").GetInt32(), Amount(row, "revenue"), row.GetProperty("status").GetString()).ShouldBe((reports, revenue, "closed"));
    }
}
