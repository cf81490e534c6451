using System.Globalization;
using System.Text.RegularExpressions;

namespace Sluice.Topology.Tests.Billing.Cases.Arithmetic;

/// <summary>
/// Arithmetic as people write it: <c>100×900 + ⌈95÷10⌉×7,500 − max(0, 12−10)</c>. Numbers take thousands separators;
/// <c>max</c> needs a blank after its comma, so that the two commas cannot be confused.
/// </summary>
internal sealed partial class Formula
{
    private readonly string[] _tokens;
    private int _at;

    private Formula(string text)
    {
        _tokens = [.. Token().Matches(text).Select(match => match.Value)];
        if (string.Concat(_tokens) != text.Replace(" ", "", StringComparison.Ordinal))
            throw new FormatException($"\"{text}\" is no arithmetic");
    }

    /// <summary>The exact value.</summary>
    /// <exception cref="FormatException">The text is no arithmetic.</exception>
    public static Rational Value(string text)
    {
        var formula = new Formula(text);
        var value = formula.Sum();
        return formula._at == formula._tokens.Length ? value : throw new FormatException($"\"{text}\" goes on after its end");
    }

    /// <summary>A plain number, such as <c>526,000</c>.</summary>
    public static decimal Number(string text) => Plain().IsMatch(text)
        ? decimal.Parse(text.Replace(",", "", StringComparison.Ordinal).Replace('−', '-'), CultureInfo.InvariantCulture)
        : throw new FormatException($"\"{text}\" is no number");

    private Rational Sum()
    {
        var sum = Product();
        while (Next is "+" or "−")
            sum = Take() == "+" ? sum + Product() : sum - Product();
        return sum;
    }

    private Rational Product()
    {
        var product = Factor();
        while (Next is "×" or "÷")
            product = Take() == "×" ? product * Factor() : product / Factor();
        return product;
    }

    private Rational Factor()
    {
        switch (Take())
        {
            case "(":
                return Closed(Sum(), ")");
            case "⌈":
                return Closed(Sum(), "⌉").Ceiling();
            case "−":
                return Rational.Of(0m) - Factor();
            case "max(":
                var left = Closed(Sum(), ",");
                return Rational.Max(left, Closed(Sum(), ")"));
            case var number:
                return Rational.Of(Number(number));
        }
    }

    private Rational Closed(Rational value, string end) => Take() == end ? value : throw new FormatException($"{end} is missing");

    private string? Next => _at < _tokens.Length ? _tokens[_at] : null;

    private string Take() => _at < _tokens.Length ? _tokens[_at++] : throw new FormatException("the arithmetic breaks off");

    [GeneratedRegex(@"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|max\(|[()⌈⌉,+−×÷]", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex(@"^−?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$", RegexOptions.None, 1000)]
    private static partial Regex Plain();
}
