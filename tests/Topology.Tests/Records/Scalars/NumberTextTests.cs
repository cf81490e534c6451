using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sluice.Topology.Money;
using Sluice.Topology.Records.Scalars;

namespace Sluice.Topology.Tests.Records.Scalars;

public class NumberTextTests
{
    [Theory]
    [InlineData("999999999999999.99999999", NumberFault.None)]
    [InlineData("-999999999999999.99999999", NumberFault.None)]
    [InlineData("0.000000010000", NumberFault.TooManyFractionDigits)]
    [InlineData("1.50", NumberFault.None)]
    [InlineData("0.000000000000e5", NumberFault.None)]
    [InlineData("100000000000000000000e-20", NumberFault.TooManyFractionDigits)]
    [InlineData("10000e-4", NumberFault.None)]
    [InlineData("3.00000000", NumberFault.None)]
    [InlineData("3.000000000", NumberFault.TooManyFractionDigits)]
    [InlineData("0e-9", NumberFault.TooManyFractionDigits)]
    [InlineData("1000000000000000", NumberFault.TooManyIntegerDigits)]
    [InlineData("-1000000000000000.123456789", NumberFault.TooManyIntegerDigits)]
    [InlineData("0.000000001", NumberFault.TooManyFractionDigits)]
    [InlineData("1e-2147483649", NumberFault.TooManyFractionDigits)]
    [InlineData("1E99999999999999999999", NumberFault.TooManyIntegerDigits)]
    [InlineData("", NumberFault.NotANumber)]
    [InlineData("-", NumberFault.NotANumber)]
    [InlineData("00", NumberFault.NotANumber)]
    [InlineData("-01", NumberFault.NotANumber)]
    [InlineData(".5", NumberFault.NotANumber)]
    [InlineData("5.", NumberFault.NotANumber)]
    [InlineData("5.e1", NumberFault.NotANumber)]
    [InlineData("5e", NumberFault.NotANumber)]
    [InlineData("5e+", NumberFault.NotANumber)]
    [InlineData("5e1.5", NumberFault.NotANumber)]
    [InlineData("1 ", NumberFault.NotANumber)]
    [InlineData("1_000", NumberFault.NotANumber)]
    [InlineData("NaN", NumberFault.NotANumber)]
    [InlineData("١", NumberFault.NotANumber)]
    public void Digits_are_judged_as_written_behind_the_exponent(string text, NumberFault fault) =>
        NumberText.TryParse(Encoding.UTF8.GetBytes(text), out _).ShouldBe(fault);

    [Fact]
    public void A_number_is_the_same_however_it_is_written() =>
        Prop.ForAll(Spellings().ToArbitrary(), number =>
        {
            NumberFault fault = NumberText.TryParse(Encoding.UTF8.GetBytes(number.Text), out Int128 scaled);
            fault.ShouldBe(FractionDigits(number.Text) > 8 ? NumberFault.TooManyFractionDigits : NumberFault.None);
            scaled.ShouldBe(fault == NumberFault.None ? number.Scaled : 0);
            return Scaled.FromDecimal(Scaled.ToDecimal(scaled)) == scaled;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    private static Gen<(string Text, Int128 Scaled)> Spellings() =>
        from high in Gen.Choose(0, 99_999_999)
        from low in Gen.Choose(0, 999_999_999)
        from shift in Gen.Choose(-30, 30)
        from zeros in Gen.Choose(0, 4)
        from negative in Gen.Elements("", "-")
        let value = ((Int128)high * 1_000_000_000) + low
        let digits = value.ToString(CultureInfo.InvariantCulture).PadLeft(40, '0')
        let cut = digits[..(40 - 8)].TrimStart('0').PadLeft(1, '0')
        let rest = digits[(40 - 8)..].TrimEnd('0') + new string('0', zeros)
        select (Spell(negative, cut, rest, shift), negative.Length == 0 ? value : -value);

    /// <summary>The same number with its point moved and an exponent that moves it back.</summary>
    private static string Spell(string sign, string integer, string fraction, int shift)
    {
        string all = (shift < 0 ? new string('0', -shift) : "") + integer + fraction + (shift > 0 ? new string('0', shift) : "");
        int point = Math.Max(integer.Length + Math.Max(-shift, 0) + shift, 1);
        int exponent = integer.Length + Math.Max(-shift, 0) - point;
        string front = all[..point].TrimStart('0').PadLeft(1, '0');
        return $"{sign}{front}.{all[point..]}0e{exponent}";
    }

    private static int FractionDigits(string text)
    {
        string[] parts = text.Split('.', 'e');
        return parts[1].Length - int.Parse(parts[2], CultureInfo.InvariantCulture);
    }
}
