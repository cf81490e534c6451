using FsCheck;
using FsCheck.Fluent;
using Sluice.Topology.Reconciliation.Pairing.Arithmetic;

namespace Sluice.Topology.Tests.Reconciliation.Pairing;

public class PortableMathTests
{
    [Fact]
    public void Logarithms_are_those_of_the_library_but_for_the_last_bits() =>
        Prop.ForAll(Gen.Choose(1, int.MaxValue).ToArbitrary(), Gen.Choose(-200, 200).ToArbitrary(), (mantissa, exponent) =>
            Math.Abs(PortableMath.Log2(Math.ScaleB(mantissa, exponent)) - Math.Log2(Math.ScaleB(mantissa, exponent))) < 1e-12)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void Powers_of_two_are_those_of_the_library_but_for_the_last_bits() =>
        Prop.ForAll(Gen.Choose(-900_000, 900_000).ToArbitrary(), thousandths =>
            Math.Abs((PortableMath.Exp2(thousandths / 1000.0) / Math.Pow(2, thousandths / 1000.0)) - 1) < 1e-12)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(-2000, 0)]
    [InlineData(2000, 1)]
    public void Log_odds_become_probabilities(double bits, double probability) => PortableMath.Logistic2(bits).ShouldBe(probability, 1e-300);
}
