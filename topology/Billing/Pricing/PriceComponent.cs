namespace Sluice.Topology.Billing.Pricing;

/// <summary>A line before it is put in words. Amounts in 10⁻⁸ of the currency.</summary>
/// <param name="Tier">Index of the tier, or of the priority on surcharge lines.</param>
/// <param name="FirstUnit">The first report the line speaks of, from 1.</param>
/// <param name="Reports">How many reports it speaks of; differs from <paramref name="Units"/> in package mode only.</param>
/// <param name="Amount">Rounded to the minor unit.</param>
internal readonly record struct PriceComponent(
    LineKind Kind, int Tier, long FirstUnit, long Reports, long Units, Int128 UnitPrice, Int128 Amount);
