using System.Globalization;
using Sluice.Topology.Records;

namespace Sluice.Topology.Billing.Pricing;

/// <summary>Puts the components of a price in the words of a document.</summary>
internal readonly struct LineWriter(ClientRuleRecord rule, int minorDigits, Proration? proration, List<PriceLine> lines) : IPriceSink
{
    // Eight places at most; as many as the currency has are always shown.
    private static readonly string[] PriceFormats =
        ["#,##0.########", "#,##0.0#######", "#,##0.00######", "#,##0.000#####", "#,##0.0000####"];

    public void Take(in PriceComponent component)
    {
        var unitPrice = FixedPoint.ToDecimal(component.UnitPrice);
        int? tier = component.Kind is LineKind.Tier or LineKind.TierFlatFee ? component.Tier + 1 : null;
        lines.Add(new(
            component.Kind,
            tier,
            Describe(component, unitPrice),
            component.Units,
            unitPrice,
            FixedPoint.ToDecimal(component.Amount, minorDigits)));
    }

    private string Describe(in PriceComponent line, decimal unitPrice) => line.Kind switch
    {
        LineKind.Tier when rule.TierMode == TierMode.Package =>
            $"{Reports(line)} in {Count(line.Units, "package")} of {Number(rule.PackageSize!.Value)} at {Amount(unitPrice)}",
        LineKind.Tier => $"{Reports(line)} at {Amount(unitPrice)}",
        LineKind.TierFlatFee => Label($"tier {line.Tier + 1} flat fee"),
        LineKind.SubscriptionFee =>
            Label($"subscription fee, {Count(rule.IncludedReports ?? 0, "report")} included{Share(rule.FlatFee)}"),
        LineKind.TopUp => Label($"top-up to the minimum charge of {Amount(rule.MinimumCharge ?? 0m)}{Share(rule.MinimumCharge)}"),
        _ => Label($"{((Priority)line.Tier).ToString().ToUpperInvariant()} surcharge, {Count(line.Units, "report")} at {Amount(unitPrice)}"),
    };

    private string Reports(in PriceComponent line)
    {
        var last = line.FirstUnit + line.Reports - 1;
        var range = last == line.FirstUnit
            ? $"report {Number(last)}"
            : $"reports {Number(line.FirstUnit)}–{Number(last)}";
        return Label(rule.ContractType == ContractType.Subscription
            ? $"{range} beyond the {Number(rule.IncludedReports ?? 0)} included"
            : range);
    }

    private string Share(decimal? fee) => proration is { IsWhole: false } share
        ? $" ({share.DaysWon} of {share.DaysInMonth} days of {Amount(fee ?? 0m)})"
        : "";

    // A rule for all modalities without one of their own names none.
    private string Label(string text) =>
        rule.Modality == Reference.PriceBook.AnyModality
            ? char.ToUpperInvariant(text[0]) + text[1..]
            : $"{rule.Modality} {text}";

    private string Amount(decimal amount) => amount.ToString(PriceFormats[minorDigits], CultureInfo.InvariantCulture);

    private static string Count(long count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";

    private static string Number(long number) => number.ToString("#,##0", CultureInfo.InvariantCulture);
}
