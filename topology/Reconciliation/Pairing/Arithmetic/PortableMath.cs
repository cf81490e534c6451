using Sluice.Engine;

namespace Sluice.Topology.Reconciliation.Pairing.Arithmetic;

/// <summary>
/// Logarithm and power of two from the four operations that IEEE 754 fixes to the last bit. The mathematical functions of the
/// C libraries differ in it between platforms, and a model would be another one there.
/// </summary>
public static class PortableMath
{
    private const double Ln2 = 0.693147180559945309417232121458;
    private const double Sqrt2 = 1.41421356237309504880168872421;
    private const int MantissaBits = 52;
    private const int Bias = 1023;

    /// <summary>
    /// The binary logarithm of a positive, normal number: its exponent, and for the rest ln x = 2 artanh((x − 1) ÷ (x + 1)) by
    /// its power series.
    /// </summary>
    public static double Log2(double x)
    {
        Invariant.Check(x >= 2.2250738585072014E-308 && x <= double.MaxValue, "a logarithm is taken of a positive number");
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> MantissaBits) - Bias;
        var mantissa = BitConverter.Int64BitsToDouble((bits & ((1L << MantissaBits) - 1)) | ((long)Bias << MantissaBits));
        if (mantissa > Sqrt2)
        {
            (mantissa, exponent) = (mantissa / 2, exponent + 1);
        }

        // |z| <= 0.172, so the twelfth term is below 1e-19.
        var z = (mantissa - 1) / (mantissa + 1);
        var square = z * z;
        var sum = 0.0;
        for (var n = 23; n >= 1; n -= 2)
        {
            sum = (sum * square) + (1.0 / n);
        }

        return exponent + (2 * z * sum / Ln2);
    }

    /// <summary>2 to the power of x, by the whole power and the series of e^(fraction × ln 2); 0 below −1000, bounded above 1000.</summary>
    public static double Exp2(double x)
    {
        if (x < -1000)
        {
            return 0;
        }

        x = x > 1000 ? 1000 : x;
        var whole = (int)(x >= 0 ? x + 0.5 : x - 0.5);
        var y = (x - whole) * Ln2;
        var sum = 1.0;
        for (var n = 18; n >= 1; n--)
        {
            sum = 1 + (y * sum / n);
        }

        return sum * BitConverter.Int64BitsToDouble((long)(whole + Bias) << MantissaBits);
    }

    /// <summary>The probability whose log-odds, in bits, are these.</summary>
    public static double Logistic2(double bits) => 1 / (1 + Exp2(-bits));
}
