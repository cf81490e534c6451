using Sluice.Topology.Records;

namespace Sluice.Topology.Billing.Pricing;

/// <summary>What a client pays under one rule for one month (contract §3). Pure functions of the rule and the counts.</summary>
/// <remarks>
/// Arithmetic is exact Int128 in 10⁻⁸: units × price first, one division at most, one rounding half away from zero a
/// line. Neither a line nor the total may exceed <see cref="AmountMax"/>, which any currency's decimal still holds.
/// </remarks>
public static class ClientPricing
{
    /// <summary>The largest total of a rule in a month, in the rule's currency: 10²⁴.</summary>
    public const decimal AmountMax = 1_000_000_000_000_000_000_000_000m;

    private static readonly Int128 ScaledMax = FixedPoint.Of(AmountMax);

    /// <summary>The document lines of a rule, and their total.</summary>
    /// <param name="units">Billable reports of the month, at least 0.</param>
    /// <param name="minorDigits">Minor-unit digits of the rule's currency, 0 to 4.</param>
    /// <param name="surcharged">Reports per priority; the default leaves surcharges out.</param>
    /// <param name="proration">The share of the month the rule won; null for all of it.</param>
    /// <exception cref="OverflowException">The price exceeds <see cref="AmountMax"/>.</exception>
    /// <exception cref="ArgumentException">The rule has no tiers, or the counts or digits are out of range.</exception>
    public static ClientPrice Price(
        ClientRuleRecord rule, long units, int minorDigits, PriorityCounts surcharged = default, Proration? proration = null)
    {
        List<PriceLine> lines = [];
        var total = Walk(rule, units, minorDigits, surcharged, proration, new LineWriter(rule, minorDigits, proration, lines));
        return new(lines, FixedPoint.ToDecimal(total, minorDigits), rule.Currency);
    }

    /// <summary>
    /// The total of the lines <see cref="Price"/> gives, to the last digit, in 10⁻⁸ of the rule's currency, without
    /// allocating: for running margins.
    /// </summary>
    /// <inheritdoc cref="Price"/>
    public static Int128 Revenue(
        ClientRuleRecord rule, long units, int minorDigits, PriorityCounts surcharged = default, Proration? proration = null) =>
        Walk(rule, units, minorDigits, surcharged, proration, default(NoLines));

    private static Int128 Walk<TSink>(
        ClientRuleRecord rule, long units, int minorDigits, PriorityCounts surcharged, Proration? proration, TSink sink)
        where TSink : struct, IPriceSink
    {
        ArgumentOutOfRangeException.ThrowIfNegative(units);
        ArgumentOutOfRangeException.ThrowIfNegative(long.Min(surcharged.Routine, long.Min(surcharged.Urgent, surcharged.Stat)), nameof(surcharged));
        if (rule.Tiers.Count == 0)
            throw new ArgumentException($"rule {rule.RuleId} has no tiers", nameof(rule));
        try
        {
            var walk = new PriceWalk<TSink>(rule, minorDigits, proration, sink);
            walk.Price(units, surcharged);
            if (Int128.Abs(walk.Total) <= ScaledMax)
                return walk.Total;
        }
        catch (OverflowException overflow)
        {
            throw TooMuch(rule, units, overflow);
        }

        throw TooMuch(rule, units, inner: null);
    }

    private static OverflowException TooMuch(ClientRuleRecord rule, long units, OverflowException? inner) =>
        new($"rule {rule.RuleId}: the price of {units} reports exceeds {AmountMax} {rule.Currency}, the most a document can carry", inner);
}
