namespace Sluice.Topology.Tests.Billing.Cases.Arithmetic;

public class FormulaTests
{
    [Theory]
    [InlineData("100×900 + 400×850 + 120×800", 526_000)]
    [InlineData("2 + 3×4", 14)]
    [InlineData("(2 + 3)×4", 20)]
    [InlineData("20 − 3 − 4", 13)]
    [InlineData("60 ÷ 3 ÷ 4", 5)]
    [InlineData("⌈95÷10⌉×7,500", 75_000)]
    [InlineData("⌈(20−10)÷10⌉×7,500", 7_500)]
    [InlineData("⌈0÷10⌉", 0)]
    [InlineData("300 + max(0, 499−500)×4", 300)]
    [InlineData("max(0, 1,510−500)×4", 4_040)]
    [InlineData("1÷3×3", 1)]
    public void Arithmetic_is_exact(string text, int value) => Formula.Value(text).ShouldBe(Rational.Of(value));

    [Theory]
    [InlineData("")]
    [InlineData("12 apples")]
    [InlineData("1 +")]
    [InlineData("(1 + 2")]
    [InlineData("1 2")]
    [InlineData("1,00")]
    [InlineData("1000,000")]
    [InlineData("2*3")]
    public void What_is_no_arithmetic_is_refused(string text) => Should.Throw<FormatException>(() => Formula.Value(text));

    [Theory]
    [InlineData("0.335 ≈ 0.34", "0.34")]
    [InlineData("3×0.335 = 1.005 ≈ 1.01", "1.01")]
    [InlineData("0 − 0.005 ≈ −0.01", "-0.01")]
    [InlineData("100×7÷31 ≈ 22.58", "22.58")]
    [InlineData("50,000", "50000")]
    [InlineData("0.00499999 ≈ 0.00", "0.00")]
    public void A_working_gives_its_amount(string text, string amount) =>
        Working.Of(text, 2).Amount.ShouldBe(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("2×3 = 7")]
    [InlineData("0.335 = 0.34")]
    [InlineData("0.335 ≈ 0.33")]
    [InlineData("2×3 ≈ 6")]
    [InlineData("0.335 ≈ 0.34 = 0.34")]
    [InlineData("3×0.335 = 1.004 ≈ 1.01")]
    [InlineData("2×3 = 4+2")]
    [InlineData("0.335")]
    public void A_working_that_does_not_work_out_is_refused(string text) => Should.Throw<FormatException>(() => Working.Of(text, 2));
}
