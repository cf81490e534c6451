using Sluice.Oracle.Results;

namespace Sluice.Oracle.Pricing;

/// <summary>A line before rounding: <paramref name="Amount"/> ÷ <paramref name="Divisor"/> is what it charges.</summary>
internal sealed record Charge(ChargeKind Kind, string Part, long Units, Exact Amount, long Divisor = 1)
{
    public decimal Round(int minorDigits) => Amount.Round(minorDigits, Divisor);
}
