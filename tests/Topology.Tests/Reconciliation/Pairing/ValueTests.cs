using System.Globalization;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Tests.Reconciliation.Pairing;

public class ValueTests
{
    [Theory]
    [InlineData("  Müller-Lüdenscheidt ", "mullerludenscheidt")]
    [InlineData("O'BRIEN", "obrien")]
    [InlineData("Ærøskøbing", "aeroskobing")]
    [InlineData("Łódź, Straße 5", "lodzstrasse5")]
    [InlineData("e\u0301cole", "ecole")]
    [InlineData("दिल्ली", "दिल्ली")]
    public void Text_loses_case_accents_and_punctuation(string text, string key) => FieldValue.OfText(text)!.Key.ShouldBe(key);

    [Theory]
    [InlineData("INV-000123", "inv123")]
    [InlineData("inv 123", "inv123")]
    [InlineData("0042", "42")]
    [InlineData("000", "0")]
    [InlineData("A-10-05", "a1005")]
    public void An_id_loses_separators_and_leading_zeros(string text, string key) => FieldValue.OfId(text)!.Key.ShouldBe(key);

    [Theory]
    [InlineData("1,23,456.50", "123456.5")]
    [InlineData("1.234,50", "1234.5")]
    [InlineData("1,234", "1234")]
    [InlineData("12,5", "12.5")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("(12.00)", "-12")]
    [InlineData("12-", "-12")]
    [InlineData("₹ 500", "500")]
    [InlineData("Rs. 500.25", "500.25")]
    [InlineData("INR -500", "-500")]
    [InlineData("3e2", "300")]
    [InlineData(".5", "0.5")]
    public void Amounts_are_read_as_people_write_them(string text, string amount)
    {
        FieldValue.TryRead(FieldKind.Amount, text, out var value).ShouldBeTrue();
        value!.Key.ShouldBe(amount);
        FieldValue.OfAmount(decimal.Parse(amount, CultureInfo.InvariantCulture)).Key.ShouldBe(amount);
    }

    [Theory]
    [InlineData("2026-01-31", "20260131")]
    [InlineData("2026/1/5", "20260105")]
    [InlineData("20260131", "20260131")]
    [InlineData("31.01.2026", "20260131")]
    [InlineData("01/31/2026", "20260131")]
    [InlineData("05/06/26", "20260605")]
    [InlineData("5-Jan-1999", "19990105")]
    [InlineData("January 5, 1999", "19990105")]
    [InlineData("2026-01-31T10:00:00Z", "20260131")]
    [InlineData("2026-01-31 10:00", "20260131")]
    public void Dates_are_read_as_people_write_them(string text, string digits)
    {
        FieldValue.TryRead(FieldKind.Date, text, out var value).ShouldBeTrue();
        (value!.Key, value.IsMistyped).ShouldBe((digits, false));
    }

    [Theory]
    [InlineData("19371233")]
    [InlineData("2026-02-30")]
    public void A_date_outside_the_calendar_is_kept_as_mistyped(string text)
    {
        FieldValue.TryRead(FieldKind.Date, text, out var value).ShouldBeTrue();
        value!.IsMistyped.ShouldBeTrue();
    }

    [Theory]
    [InlineData(FieldKind.Date, "soon")]
    [InlineData(FieldKind.Date, "2026-01")]
    [InlineData(FieldKind.Date, "1234567")]
    [InlineData(FieldKind.Date, "0000-01-01")]
    [InlineData(FieldKind.Amount, "twelve")]
    [InlineData(FieldKind.Amount, "12a4")]
    [InlineData(FieldKind.Amount, "1O")]
    [InlineData(FieldKind.Amount, "1,,2")]
    [InlineData(FieldKind.Amount, "-")]
    [InlineData(FieldKind.Amount, "99999999999999999999999999999999")]
    public void What_is_no_value_of_the_kind_is_refused(FieldKind kind, string text) =>
        FieldValue.TryRead(kind, text, out _).ShouldBeFalse();

    [Theory]
    [InlineData(FieldKind.Date)]
    [InlineData(FieldKind.Amount)]
    [InlineData(FieldKind.Text)]
    [InlineData(FieldKind.Id)]
    public void A_blank_is_missing_and_no_fault(FieldKind kind)
    {
        FieldValue.TryRead(kind, "  ", out var value).ShouldBeTrue();
        value.ShouldBeNull();
    }
}
