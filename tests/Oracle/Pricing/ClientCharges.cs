using Sluice.Oracle.Reference;
using Sluice.Oracle.Results;
using Sluice.Oracle.Shapes;

namespace Sluice.Oracle.Pricing;

/// <summary>What a client is charged for a month under one rule.</summary>
internal static class ClientCharges
{
    /// <summary>The lines, rounded.</summary>
    /// <param name="month">YYYY-MM.</param>
    /// <param name="rule">A rule that won a day of the month or prices a report of it.</param>
    /// <param name="count">The reports it prices.</param>
    /// <param name="wonDays">Days of the month on which it won its slot.</param>
    /// <param name="monthDays">Days of the month.</param>
    public static IReadOnlyList<ChargeRow> Of(string month, ClientRule rule, RuleCount count, int wonDays, int monthDays)
    {
        var digits = Currencies.MinorDigits(rule.Currency);
        var rows = new List<ChargeRow>();
        void Book(Charge charge)
        {
            // A fee of nothing is no charge, and asks for no rate; reports that cost nothing are one.
            var amount = charge.Round(digits);
            if (amount != 0 || charge.Kind is not (ChargeKind.Subscription or ChargeKind.TierFee))
                rows.Add(new ChargeRow(month, rule.ClientId, rule.Id, charge.Kind, charge.Part, charge.Units, amount));
        }

        var units = count.Reports;
        if (rule.ContractType == "SUBSCRIPTION")
        {
            Book(new Charge(ChargeKind.Subscription, "", wonDays, Exact.Of(rule.FlatFee) * wonDays, monthDays));
            units = Math.Max(0, units - rule.IncludedReports);
        }
        // "The rest, if any": a subscription with nothing beyond its included reports enters no tier.
        if (rule.ContractType != "SUBSCRIPTION" || units > 0)
        {
            foreach (var charge in TierCharges.Of(rule, units))
                Book(charge);
        }
        if (rule.ContractType == "MINIMUM_GUARANTEE")
        {
            // Against the rounded lines, so that lines and top-up together come to the minimum to the cent.
            var minimum = (Exact.Of(rule.MinimumCharge) * wonDays).Round(digits, monthDays);
            var topUp = minimum - rows.Sum(row => row.Amount);
            if (topUp > 0)
                rows.Add(new ChargeRow(month, rule.ClientId, rule.Id, ChargeKind.TopUp, "", 1, topUp));
        }
        foreach (var (priority, reports) in count.ByPriority)
        {
            if (rule.Surcharges.TryGetValue(priority, out var surcharge))
                Book(new Charge(ChargeKind.Surcharge, priority, reports, Exact.Of(surcharge) * reports));
        }
        return rows;
    }
}
