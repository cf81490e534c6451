using Sluice.Oracle.Facts;
using Sluice.Oracle.Reference;
using Sluice.Oracle.Results;

namespace Sluice.Oracle.Pricing;

/// <summary>Finds the rules of a report; both sides must be found for it to be billable.</summary>
internal sealed class ReportPricer
{
    private readonly ReferenceBook _reference;
    private readonly ProviderRates _rates;

    public ReportPricer(ReferenceBook reference)
    {
        _reference = reference;
        Slots = new ClientSlots(reference.ClientRules.Current);
        _rates = new ProviderRates(reference.Providers.Current, reference.ProviderRules.Current);
    }

    public ClientSlots Slots { get; }

    public PricedReport Price(ReportVersion report, DateOnly date)
    {
        var clientRule = Slots.RuleFor(report.ClientId, report.Modality, date);
        var providerRule = _rates.RuleFor(report, date);
        var reasons = ClientSide(report, clientRule);
        if (providerRule is null)
        {
            reasons |= _rates.Standing(report.ProviderId, date) is null
                ? PendingReasons.UnknownProvider
                : PendingReasons.NoProviderRule;
        }
        return new PricedReport(report, date, clientRule, providerRule, reasons);
    }

    private PendingReasons ClientSide(ReportVersion report, ClientRule? rule)
    {
        if (!_reference.Clients.TryFind(report.ClientId, out var client))
            return PendingReasons.UnknownClient;
        if (rule is null)
            return PendingReasons.NoClientRule;
        return rule.Currency == client.Currency ? PendingReasons.None : PendingReasons.ClientRuleCurrency;
    }
}
