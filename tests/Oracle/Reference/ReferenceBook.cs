using System.Text.Json;
using Sluice.Oracle.Input;
using Sluice.Oracle.Shapes;

namespace Sluice.Oracle.Reference;

/// <summary>Clients, providers, rates and both price books, each record in the version that counts.</summary>
/// <param name="asOf">Rule versions recorded after it are passed over; null for none.</param>
internal sealed class ReferenceBook(DateTimeOffset? asOf)
{
    public Versions<string, Client> Clients { get; } = new();

    public Versions<(string Id, DateOnly From), Provider> Providers { get; } = new();

    public Versions<string, ProviderRule> ProviderRules { get; } = new();

    public Versions<string, ClientRule> ClientRules { get; } = new();

    public Versions<(string Base, DateOnly Date), FxRate> FxRates { get; } = new();

    /// <summary>Takes a record of a reference topic that has passed its shape.</summary>
    public void Add(string topic, JsonElement record)
    {
        switch (topic)
        {
            case Topics.Clients:
                Clients.Add(record.Text("client_id"), record, Client.Read(record));
                break;
            case Topics.Providers:
                var provider = Provider.Read(record);
                Providers.Add((provider.Id, provider.From), record, provider);
                break;
            case Topics.FxRates:
                var rate = FxRate.Read(record);
                FxRates.Add((rate.Base, rate.Date), record, rate);
                break;
            case Topics.ProviderRules or Topics.ClientRules when record.Instant("recorded_at") > asOf?.UtcTicks:
                break;
            case Topics.ProviderRules:
                ProviderRules.Add(record.Text("rule_id"), record, ProviderRule.Read(record));
                break;
            case Topics.ClientRules:
                ClientRules.Add(record.Text("rule_id"), record, ClientRule.Read(record));
                break;
            default:
                throw new ArgumentException($"{topic} is no reference topic of the margin books", nameof(topic));
        }
    }
}
