using System.Text.Json;
using Sluice.Oracle.Shapes;

namespace Sluice.Oracle.Reference;

/// <summary>What one unit of <paramref name="Base"/> was worth in the base currency of the books on a date.</summary>
internal sealed record FxRate(string Base, DateOnly Date, decimal Rate)
{
    public static FxRate Read(JsonElement rate) =>
        new(rate.Text("base"), rate.DateOrNull("date")!.Value, rate.NumberOrNull("rate")!.Value);
}
