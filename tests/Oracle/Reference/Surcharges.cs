using System.Text.Json;
using Sluice.Oracle.Shapes;

namespace Sluice.Oracle.Reference;

/// <summary>What a rule adds for each priority; nothing for those it does not name.</summary>
internal static class Surcharges
{
    public static Dictionary<string, decimal> Read(JsonElement rule)
    {
        var amounts = new Dictionary<string, decimal>(StringComparer.Ordinal);
        if (rule.Present("surcharges") is not { } surcharges)
            return amounts;
        foreach (var surcharge in surcharges.EnumerateObject())
        {
            if (surcharge.Value.ValueKind != JsonValueKind.Null)
                amounts[surcharge.Name] = Numbers.Read(surcharge.Value);
        }
        return amounts;
    }
}
