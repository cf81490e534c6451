using System.Text.RegularExpressions;
using Sluice.Cli.Documents;
using Sluice.EndToEnd.Tests.Books;
using Sluice.Topology;

namespace Sluice.Ops.Tests.Documents;

public class DocumentPageTests
{
    private static readonly DocumentFrame Frame = new(new DocumentParty("Sluice Radiology Pvt Ltd", ["4 Residency Road", "Bengaluru"], null), new BooksSettings());

    [Fact]
    public void A_page_holds_what_a_client_needs_and_foots()
    {
        var page = DocumentPage.Of(Example(), Frame);

        foreach (var text in new[]
        {
            "<h1>Invoice</h1>", "INV-2601-000001", "Billed to", "Lakeside Clinic", "12 Lake Road<br>Kochi", "Tax ID 29ABCDE", "January 2026", "2 February 2026",
            "<td>CT reports 1–100 at 900.00</td><td class=\"n\">100</td><td class=\"n\">900.00</td><td class=\"n\">90,000.00</td>",
            "Less credit note<", "−₹6,000.00", "Total due", "₹5,20,000.00", "₹5,26,000.00", "CN-2602-000001", "goodwill", "Sluice Radiology Pvt Ltd", "Residency Road<br>Bengaluru",
        })
        {
            page.ShouldContain(text);
        }
    }

    [Fact]
    public void A_page_needs_nothing_from_elsewhere()
    {
        var page = DocumentPage.Of(Example(), Frame);

        Regex.Matches(page, "(src|href)=|url\\(|https?:|@import|<script", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).ShouldBeEmpty();
        page.ShouldContain("size: A4");
        page.ShouldContain("<meta charset=\"utf-8\">");
    }

    [Fact]
    public void Text_of_records_cannot_become_markup()
    {
        const string Evil = "<script>alert('1')</script> & \"co\"";
        const string EvilJson = "{\"name\":\"<script>alert('1')</script> & \\\"co\\\"\",\"address\":\"<b>\",\"tax_id\":\"<i>\"}";
        var document = new Document(
            BookRows.Invoice("<u>", "<s>", 10m, party: EvilJson), [BookRows.Line("<u>", 1, Evil, 1, 10m, 10m)], [BookRows.Note("<em>", "<u>", "<s>", 1m, Evil)]);

        var page = DocumentPage.Of(document, Frame with { Issuer = new DocumentParty(Evil, [Evil], null) });

        Regex.Matches(page, "<(script|b|i|u|s|em)>", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).ShouldBeEmpty();
        page.ShouldContain("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;co&quot;");
    }

    [Fact]
    public void Another_currency_has_its_equivalent_and_its_rate_or_says_that_there_is_none()
    {
        var dollars = new Document(BookRows.Invoice("INV-1", "C-2", 1_234.5m, "USD", 83.125m), [], []);
        var dinars = new Document(BookRows.Statement("SUP-1", "P-1", -12.5m, "KWD"), [], []);

        DocumentPage.Of(dollars, Frame).ShouldContain("Total equals ₹1,02,617.8125 at 1 USD = 83.125 INR");
        var page = DocumentPage.Of(dinars, Frame);
        page.ShouldContain("Supplementary statement");
        page.ShouldContain("Payable to");
        page.ShouldContain("PAY-2601-000009");
        page.ShouldContain("Credit balance");
        page.ShouldContain("KWD&#160;12.500");
        page.ShouldContain("No exchange rate to INR was known");
        DocumentPage.Of(Example(), Frame).ShouldNotContain("equals");
    }

    [Theory]
    [InlineData("526000", "INR", "₹5,26,000.00")]
    [InlineData("-1234567.5", "USD", "−US$1,234,567.50")]
    [InlineData("99", "EUR", "€99.00")]
    [InlineData("0.5", "GBP", "£0.50")]
    [InlineData("1200", "JPY", "¥1,200")]
    [InlineData("-1", "KWD", "−KWD\u00a01.000")]
    public void Money_has_the_sign_and_the_digits_of_its_currency(string amount, string currency, string text) =>
        DocumentWords.Money(decimal.Parse(amount), currency).ShouldBe(text);

    /// <summary>The contract's example, less a credit note.</summary>
    private static Document Example() => new(
        BookRows.Invoice("INV-2601-000001", "C-1", 526_000m, party: """{"name":"Lakeside Clinic","address":"12 Lake Road\nKochi","tax_id":"29ABCDE"}"""),
        [
            BookRows.Line("INV-2601-000001", 1, "CT reports 1–100 at 900.00", 100, 900m, 90_000m),
            BookRows.Line("INV-2601-000001", 2, "CT reports 101–500 at 850.00", 400, 850m, 340_000m),
            BookRows.Line("INV-2601-000001", 3, "CT reports 501–620 at 800.00", 120, 800m, 96_000m),
        ],
        [BookRows.Note("CN-2602-000001", "INV-2601-000001", "C-1", 6_000m, "goodwill")]);
}
