using Sluice.Oracle.Pricing;

namespace Sluice.Oracle.Margins;

/// <summary>The billable reports of one client in one month.</summary>
/// <param name="anyDate">A date of the month.</param>
internal sealed class ClientMonth(DateOnly anyDate)
{
    public DateOnly AnyDate { get; } = anyDate;

    public long Reports { get; private set; }

    /// <summary>Reports by client rule id.</summary>
    public Dictionary<string, RuleCount> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>Unrounded COGS by currency.</summary>
    public Dictionary<string, Exact> Cogs { get; } = new(StringComparer.Ordinal);

    public void Add(string clientRule, string priority, string currency, Exact cost)
    {
        Reports++;
        if (!Counts.TryGetValue(clientRule, out var count))
            Counts[clientRule] = count = new RuleCount();
        count.Add(priority);
        Cogs[currency] = Cogs.GetValueOrDefault(currency) + cost;
    }
}
