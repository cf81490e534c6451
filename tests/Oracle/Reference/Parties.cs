using System.Text.Json;
using Sluice.Oracle.Fx;
using Sluice.Oracle.Shapes;

namespace Sluice.Oracle.Reference;

/// <summary>What billing asks of a client.</summary>
internal sealed record Client(string Id, string Currency, string FxPolicy)
{
    public static Client Read(JsonElement client) => new(
        client.Text("client_id"), client.Text("currency"), client.TextOrNull("fx_policy") ?? MonthRates.MonthEnd);
}

/// <summary>A provider's standing from a date on.</summary>
internal sealed record Provider(string Id, string Grade, string Seniority, DateOnly From)
{
    public static Provider Read(JsonElement provider) => new(
        provider.Text("provider_id"), provider.Text("grade"), provider.Text("seniority"),
        provider.DateOrNull("effective_from")!.Value);
}
