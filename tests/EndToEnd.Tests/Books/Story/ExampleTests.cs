using Sluice.EndToEnd.Tests.Harness;

namespace Sluice.EndToEnd.Tests.Books.Story;

[Collection(Elsewhere.ServersCollection.Name)]
public sealed class ExampleTests(Elsewhere.Servers servers) : BooksStory(servers)
{
    private const string Invoice = "INV-2601-000001";
    private const string Cheaper = """{"up_to":100,"unit_price":900},{"up_to":500,"unit_price":850},{"up_to":null,"unit_price":750}""";

    /// <summary>The contract's example: 620 reports at 900, 850 and 800; then tier 3 falls to 750.</summary>
    [Theory]
    [InlineData(Place.File)]
    [InlineData(Place.OwnedFile)]
    [InlineData(Place.Shared)]
    public async Task A_price_that_falls_after_the_close_is_credited_once(Place place)
    {
        await BeginAsync(place, [.. Enumerable.Range(1, 620).Select(i => Records.Report(i))]);
        var written = await JsonAsync("close", "2026-01");
        Short(written, "invoice_number", "total").ShouldBe([$"{Invoice} 526000", "PAY-2601-000001 186000"]);
        await BringAsync("client_pricing_rules", NewPrice(Cheaper, "2026-02-05T00:00:00Z"));
        var closed = await BookedAsync();

        var asOf = await JsonAsync("rerun", "2026-01", "--as-of", "2026-02-04T23:59:59Z", "--apply");
        var dry = await JsonAsync("rerun", "2026-01");

        asOf.ShouldAllBe(r => Amount(r, "delta") == 0);
        Short(dry, "party_id", "booked", "recomputed", "delta", "documents")
            .ShouldBe(["C-1 526000 520000 -6000 ", "P-1 186000 186000 0 "]);
        (await BookedAsync()).ShouldBe(closed);

        var applied = await JsonAsync("rerun", "2026-01", "--apply", "--reason", "tier 3 at 750");
        applied.Single(r => Amount(r, "delta") != 0).GetProperty("documents").GetString().ShouldBe("CN-2601-000001");
        var credited = await BookedAsync();
        await ShouldBeCreditedAsync();

        var again = await RunAsync("rerun", "2026-01", "--apply");
        (again.ExitCode, again.Stderr.Contains("no difference", StringComparison.Ordinal)).ShouldBe((0, true), again.Stderr);
        (await BookedAsync()).ShouldBe(credited);
        await ShouldBeExplainedAsync(Invoice, [.. Enumerable.Range(1, 620).Select(i => $"R-{i}")]);
    }

    private async Task ShouldBeCreditedAsync()
    {
        var document = (await JsonAsync("show", "invoice", Invoice)).Single();
        (Amount(document, "total"), Amount(document, "total_due")).ShouldBe((526_000m, 520_000m));
        var note = document.GetProperty("credit_notes").EnumerateArray().Single();
        (Amount(note, "amount"), note.GetProperty("posted_month").GetString(), note.GetProperty("kind").GetString()).ShouldBe((6_000m, "2026-02", "rerun"));
        note.GetProperty("reason").GetString()!.ShouldContain("tier 3 at 750");
        var margin = (await JsonAsync("show", "margin", "--month", "2026-01")).Single();
        (Amount(margin, "revenue"), Amount(margin, "margin_inr"), margin.GetProperty("status").GetString()).ShouldBe((520_000m, 334_000m, "closed"));
    }
}
