using Sluice.Oracle.Facts;
using Sluice.Oracle.Pricing;
using Sluice.Oracle.Reference;
using Sluice.Oracle.Results;
using Sluice.Oracle.Shapes;

namespace Sluice.Oracle.Margins;

/// <summary>Gathers billable reports and draws up the rows of both summaries.</summary>
/// <remarks>The only rate it knows is that of the base currency to itself: other figures in the base currency are null.</remarks>
internal sealed class MarginLedger(ClientSlots slots, Versions<string, Client> clients, string baseCurrency)
{
    private readonly Dictionary<(string Month, string Client), ClientMonth> _clients = [];
    private readonly Dictionary<(string Month, string Provider, string Currency), ProviderMonth> _providers = [];

    public void Add(string month, DateOnly date, ReportVersion report, ClientRule clientRule, ProviderRule providerRule)
    {
        var cost = ProviderRates.Cost(providerRule, report);
        if (!_clients.TryGetValue((month, report.ClientId), out var client))
            _clients[(month, report.ClientId)] = client = new ClientMonth(date);
        client.Add(clientRule.Id, report.Priority, providerRule.Currency, cost);

        var key = (month, report.ProviderId, providerRule.Currency);
        if (!_providers.TryGetValue(key, out var provider))
            _providers[key] = provider = new ProviderMonth();
        provider.Add(providerRule.Id, cost);
    }

    public (IReadOnlyList<MarginRow> Rows, IReadOnlyList<ChargeRow> Charges) ClientRows()
    {
        var rows = new List<MarginRow>();
        var all = new List<ChargeRow>();
        foreach (var ((month, clientId), client) in _clients
            .OrderBy(pair => pair.Key.Month, StringComparer.Ordinal).ThenBy(pair => pair.Key.Client, StringComparer.Ordinal))
        {
            clients.TryFind(clientId, out var party);
            var charges = Charges(month, party, client);
            rows.Add(Row(month, party, client, charges.Sum(charge => charge.Amount)));
            all.AddRange(charges);
        }
        return (rows, all);
    }

    public IReadOnlyList<ProviderRow> ProviderRows() =>
    [
        .. _providers
            .OrderBy(pair => pair.Key.Month, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Provider, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Currency, StringComparer.Ordinal)
            .Select(pair =>
            {
                var (month, provider, currency) = pair.Key;
                var digits = Currencies.MinorDigits(currency);
                var cogs = pair.Value.ByRule.Values.Sum(line => line.Round(digits));
                return new ProviderRow(
                    month, provider, currency, pair.Value.Reports, cogs, currency == baseCurrency ? cogs : null);
            }),
    ];

    // Every rule that won a day charges its fees, with or without reports of its own.
    // A rule in another currency than the client's prices nothing, so it charges nothing.
    private List<ChargeRow> Charges(string month, Client party, ClientMonth client)
    {
        var days = BusinessCalendar.DaysOfMonth(client.AnyDate).ToArray();
        var charges = new List<ChargeRow>();
        foreach (var rule in slots.RulesOf(party.Id).OrderBy(rule => rule.Id, StringComparer.Ordinal))
        {
            var won = days.Count(day => slots.Wins(rule, day));
            if (won == 0 || rule.Currency != party.Currency)
                continue;
            var count = client.Counts.GetValueOrDefault(rule.Id) ?? new RuleCount();
            charges.AddRange(ClientCharges.Of(month, rule, count, won, days.Length));
        }
        return charges;
    }

    private MarginRow Row(string month, Client party, ClientMonth client, decimal revenue)
    {
        var row = new MarginRow(month, party.Id, client.Reports, revenue, party.Currency, null, null, null, null);
        if (party.Currency == baseCurrency)
            row = row with { RevenueInr = revenue };
        if (client.Cogs.Keys.All(currency => currency == baseCurrency))
            row = row with { CogsInr = client.Cogs[baseCurrency].Round(Currencies.MinorDigits(baseCurrency)) };
        if (row.RevenueInr is null || row.CogsInr is not { } cogs)
            return row;
        var margin = revenue - cogs;
        return row with { MarginInr = margin, MarginPct = Exact.Percent(margin, revenue) };
    }
}
