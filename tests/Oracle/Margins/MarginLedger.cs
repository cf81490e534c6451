using System.Globalization;
using Sluice.Oracle.Facts;
using Sluice.Oracle.Fx;
using Sluice.Oracle.Pricing;
using Sluice.Oracle.Reference;
using Sluice.Oracle.Results;
using Sluice.Oracle.Shapes;

namespace Sluice.Oracle.Margins;

/// <summary>Gathers billable reports and draws up the rows of both summaries.</summary>
internal sealed class MarginLedger(ClientSlots slots, Versions<string, Client> clients, MonthRates rates, string baseCurrency)
{
    private readonly int _baseDigits = Currencies.MinorDigits(baseCurrency);
    private readonly Dictionary<(string Month, string Client), ClientMonth> _clients = [];
    private readonly Dictionary<(string Month, string Provider, string Currency), ProviderMonth> _providers = [];

    /// <summary>Takes a report that has both its rules and is not held.</summary>
    public void Add(string month, PricedReport priced)
    {
        var (report, clientRule, providerRule) = (priced.Report, priced.ClientRule!, priced.ProviderRule!);
        var cost = ProviderRates.Cost(providerRule, report);
        if (!_clients.TryGetValue((month, report.ClientId), out var client))
            _clients[(month, report.ClientId)] = client = new ClientMonth(priced.Date);
        client.Add(clientRule.Id, report.Priority, providerRule.Currency, cost);

        var key = (month, report.ProviderId, providerRule.Currency);
        if (!_providers.TryGetValue(key, out var provider))
            _providers[key] = provider = new ProviderMonth(priced.Date);
        provider.Add(providerRule.Id, cost);
    }

    /// <summary>Has a client charged for a month, whether it has a report or not; one that is unknown is passed over.</summary>
    public void Charge(string month, string clientId)
    {
        if (clients.TryFind(clientId, out _) && !_clients.ContainsKey((month, clientId)))
            _clients[(month, clientId)] = new ClientMonth(DateOnly.ParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture));
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
            if (client.Reports == 0 && charges.Count == 0)
                continue;
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
                var cogs = pair.Value.ByRule.Values.Sum(line => line.Cost.Round(digits));
                var rate = rates.For(MonthRates.MonthEnd, currency, pair.Value.AnyDate);
                return new ProviderRow(
                    month, provider, currency, pair.Value.Reports, cogs, InBase(Exact.Of(cogs).Over(1) * rate));
            }),
    ];

    /// <summary>What makes up the provider rows.</summary>
    public IReadOnlyList<EarnedRow> EarnedRows() =>
    [
        .. _providers.SelectMany(pair => pair.Value.ByRule.Select(rule => new EarnedRow(
            pair.Key.Month, pair.Key.Provider, pair.Key.Currency, rule.Key, rule.Value.Reports, rule.Value.Cost.ToDecimal()))),
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
        var revenueInr = InBase(Exact.Of(revenue).Over(1) * rates.For(party.FxPolicy, party.Currency, client.AnyDate));
        var cogsInr = InBase(client.Cogs.Aggregate((Fraction?)Fraction.Zero, (sum, cogs) =>
            sum + (cogs.Value.Over(1) * rates.For(party.FxPolicy, cogs.Key, client.AnyDate))));
        var margin = revenueInr - cogsInr;
        return new MarginRow(
            month, party.Id, client.Reports, revenue, party.Currency, revenueInr, cogsInr, margin,
            margin is { } given ? Exact.Percent(given, revenueInr!.Value) : null);
    }

    // What no rate is known for is null, and so is every sum that holds it.
    private decimal? InBase(Fraction? amount) => amount?.Round(_baseDigits);
}
