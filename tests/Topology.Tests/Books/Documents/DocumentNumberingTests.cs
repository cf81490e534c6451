using Sluice.Topology.Books.Documents;
using Sluice.Topology.Time;

namespace Sluice.Topology.Tests.Books.Documents;

public sealed class DocumentNumberingTests
{
    private static readonly BusinessMonth s_month = new(2026, 1);

    [Theory]
    [InlineData(DocumentNumbering.DefaultFormat, DocumentNumbering.Invoices, 1, "INV-2601-000001")]
    [InlineData(DocumentNumbering.DefaultFormat, DocumentNumbering.CreditNotes, 42, "CN-2601-000042")]
    [InlineData(DocumentNumbering.DefaultFormat, DocumentNumbering.Statements, 1_234_567, "PAY-2601-1234567")]
    [InlineData("{yyyy}{mm}/{series}/{number}", DocumentNumbering.Supplementary, 7, "202601/SUP/00007")]
    public void A_number_is_the_format_filled_in(string format, string series, long number, string expected) =>
        new DocumentNumbering(format).Of(series, s_month, number).ShouldBe(expected);

    [Theory]
    [InlineData("{series}-{yy}-{number}", "{mm}")]
    [InlineData("{series}-{mm}-{number}", "{yy} or {yyyy}")]
    [InlineData("{yy}{mm}{number}", "{series}")]
    [InlineData("{series}{yy}{mm}", "{number}")]
    [InlineData("{series}{yy}{mm}{number}{number}", "{number}")]
    [InlineData("ACME-{series}-{yyyy}{mm}-{number}", "fewer than 3 of 16")]
    public void A_format_that_cannot_number_is_refused_in_words(string format, string named) =>
        Should.Throw<ArgumentException>(() => new DocumentNumbering(format)).Message.ShouldContain(named);

    [Fact]
    public void A_full_series_is_an_error_and_never_a_longer_number() =>
        Should.Throw<OverflowException>(() => new DocumentNumbering().Of(DocumentNumbering.Invoices, s_month, 10_000_000)).Message.ShouldContain("INV of 2026-01");
}
