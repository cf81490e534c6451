using System.Text.RegularExpressions;

namespace Sluice.Topology.Tests.Billing.Cases.Arithmetic;

/// <summary>
/// An amount with the arithmetic that leads to it: <c>100×7÷31 ≈ 22.58</c>, <c>3×0.335 = 1.005 ≈ 1.01</c>. <c>=</c> is
/// exact, <c>≈</c> is the one rounding, half away from zero, and may only stand where something is rounded.
/// </summary>
/// <param name="Exact">The value before it is rounded.</param>
internal sealed partial record Working(string Formula, Rational Exact, decimal Amount)
{
    /// <param name="text">The arithmetic; a bare number is its own.</param>
    /// <param name="digits">Decimals of the currency.</param>
    /// <exception cref="FormatException">It is no arithmetic, or does not give the amount it states.</exception>
    public static Working Of(string text, int digits)
    {
        var parts = Sign().Split(text);
        var exact = Arithmetic.Formula.Value(parts[0].Trim());
        for (var i = 1; i < parts.Length; i += 2)
        {
            var stated = Arithmetic.Formula.Value(parts[i + 1].Trim());
            var rounded = parts[i] == "≈";
            if (rounded && (exact == exact.Round(digits) || i + 2 < parts.Length))
                throw new FormatException($"nothing is rounded at ≈ in \"{text}\", or something follows");
            if (stated != (rounded ? exact.Round(digits) : exact))
                throw new FormatException($"\"{text}\" does not work out at {parts[i]}");
        }

        var amount = Arithmetic.Formula.Number(parts[^1].Trim());
        return Rational.Of(amount) == Rational.Of(amount).Round(digits)
            ? new(parts[0].Trim(), exact, amount)
            : throw new FormatException($"\"{text}\" ends in more than {digits} decimals");
    }

    /// <summary>Splits <c>units × price</c>, the shape of a line that counts something.</summary>
    public (decimal Units, decimal Price) Factors()
    {
        var at = Formula.LastIndexOf('×');
        var units = Arithmetic.Formula.Value(Formula[..at]);
        return units.Bottom.IsOne ? ((decimal)units.Top, Arithmetic.Formula.Number(Formula[(at + 1)..])) : throw new FormatException($"{Formula}: parts of a unit");
    }

    [GeneratedRegex("(?<sign>[=≈])", RegexOptions.None, 1000)]
    private static partial Regex Sign();
}
