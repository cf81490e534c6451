using Sluice.Oracle.Pricing;

namespace Sluice.Oracle.Margins;

/// <summary>The billable reports of one provider in one month and currency.</summary>
/// <param name="anyDate">A date of the month.</param>
internal sealed class ProviderMonth(DateOnly anyDate)
{
    public DateOnly AnyDate { get; } = anyDate;

    public long Reports { get; private set; }

    /// <summary>Unrounded COGS by provider rule id: each sum is one document line.</summary>
    public Dictionary<string, (long Reports, Exact Cost)> ByRule { get; } = new(StringComparer.Ordinal);

    public void Add(string rule, Exact cost)
    {
        Reports++;
        var (reports, sum) = ByRule.GetValueOrDefault(rule);
        ByRule[rule] = (reports + 1, sum + cost);
    }
}
