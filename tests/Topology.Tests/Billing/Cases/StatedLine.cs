using System.Globalization;
using Sluice.Topology.Billing.Pricing;
using Sluice.Topology.Records;
using Sluice.Topology.Tests.Billing.Cases.Arithmetic;

namespace Sluice.Topology.Tests.Billing.Cases;

/// <summary>
/// A document line in one text, <c>rule label: units × price = amount</c>, however it was come by; lines that count
/// nothing (fees, top-ups) have no units and price.
/// </summary>
internal sealed record StatedLine(string Text, decimal Amount)
{
    /// <param name="text">Such as <c>G tier 1: 100×900 = 90,000</c>.</param>
    public static StatedLine Of(string text, int digits)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var label = text[..colon];
        var working = Working.Of(text[(colon + 1)..].Trim(), digits);
        if (label.EndsWith("fee", StringComparison.Ordinal) || label.EndsWith("top-up", StringComparison.Ordinal))
            return new($"{label}: {Show(working.Amount)}", working.Amount);
        var (units, price) = working.Factors();
        return new($"{label}: {Show(units)} × {Show(price)} = {Show(working.Amount)}", working.Amount);
    }

    public static StatedLine Of(string ruleId, PriceLine line) => line.Kind is LineKind.Tier or LineKind.Surcharge
        ? new($"{ruleId} {Label(line)}: {Show(line.Units)} × {Show(line.UnitPrice)} = {Show(line.Amount)}", line.Amount)
        : new($"{ruleId} {Label(line)}: {Show(line.Amount)}", line.Amount);

    private static string Label(PriceLine line) => line.Kind switch
    {
        LineKind.Tier => $"tier {line.Tier}",
        LineKind.TierFlatFee => $"tier {line.Tier} fee",
        LineKind.SubscriptionFee => "fee",
        LineKind.TopUp => "top-up",
        _ => Enum.GetNames<Priority>().Select(name => name.ToUpperInvariant()).Single(name => line.Description.Contains(name, StringComparison.Ordinal)),
    };

    private static string Show(decimal number) => number.ToString("0.########", CultureInfo.InvariantCulture);
}
