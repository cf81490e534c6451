using System.Text.Json;
using Sluice.Oracle.Shapes;

namespace Sluice.Oracle.Reference;

/// <summary>The dates a rule is in effect, both ends inclusive; never, when the last lies before the first.</summary>
internal readonly record struct Period(DateOnly From, DateOnly To)
{
    public static Period Read(JsonElement rule) =>
        new(rule.DateOrNull("effective_from")!.Value, rule.DateOrNull("effective_to") ?? DateOnly.MaxValue);

    public bool Holds(DateOnly date) => From <= date && date <= To;
}
