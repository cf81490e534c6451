using Sluice.Topology.Records;

namespace Sluice.Topology.Billing.Pricing;

/// <summary>
/// A provider rule in the form the hot path adds up: Int128 in units of 10⁻⁸ of the rule's currency, unrounded.
/// COGS is linear in the number of reports per priority and the number of excess images.
/// </summary>
public readonly struct CogsTerms
{
    /// <summary>The most one report may cost, in the rule's currency: 10²⁰. 10¹⁰ such reports still add up within Int128.</summary>
    public const decimal ReportMax = 100_000_000_000_000_000_000m;

    /// <summary><see cref="ReportMax"/> in 10⁻⁸.</summary>
    public static readonly Int128 ScaledReportMax = FixedPoint.Of(ReportMax);

    private readonly Int128 _routine;
    private readonly Int128 _urgent;
    private readonly Int128 _stat;
    private readonly Int128 _extraFee;
    private readonly long _over;

    /// <exception cref="ArgumentException">An amount has more than 8 fraction digits.</exception>
    public CogsTerms(ProviderRuleRecord rule)
    {
        var fee = FixedPoint.Of(rule.Fee);
        _routine = fee + FixedPoint.Of(rule.Surcharges[(int)Priority.Routine]);
        _urgent = fee + FixedPoint.Of(rule.Surcharges[(int)Priority.Urgent]);
        _stat = fee + FixedPoint.Of(rule.Surcharges[(int)Priority.Stat]);
        _over = rule.ExtraImages?.Over ?? long.MaxValue;
        _extraFee = FixedPoint.Of(rule.ExtraImages?.Fee ?? 0m);
    }

    /// <summary>10⁻⁸ of the currency for each image in excess.</summary>
    public Int128 ExtraFee => _extraFee;

    /// <summary>Fee and surcharge of one report, 10⁻⁸ of the currency.</summary>
    public Int128 PerReport(Priority priority) => priority switch
    {
        Priority.Routine => _routine,
        Priority.Urgent => _urgent,
        Priority.Stat => _stat,
        _ => throw new ArgumentOutOfRangeException(nameof(priority), priority, "no such priority"),
    };

    /// <summary>Images of one report beyond those the fee covers: max(0, images − over).</summary>
    public long Excess(long images) => images > _over ? images - _over : 0;

    /// <summary>COGS of one report, 10⁻⁸ of the currency. Cannot overflow within the limits of the input (15 + 8 digits, 10¹⁵ images).</summary>
    public Int128 Of(Priority priority, long images) => PerReport(priority) + FixedPoint.Multiply(_extraFee, Excess(images));

    /// <summary>COGS of a cell of reports of one priority, from its count and the sum of their excess images.</summary>
    /// <exception cref="OverflowException">The sum exceeds Int128, at 1.7 × 10³⁰ of the currency.</exception>
    public Int128 Of(Priority priority, long reports, long excessImages) =>
        FixedPoint.Multiply(PerReport(priority), reports) + FixedPoint.Multiply(_extraFee, excessImages);
}
