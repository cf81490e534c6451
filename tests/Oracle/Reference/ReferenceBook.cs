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

    /// <summary>Takes a version, in any order.</summary>
    public void Add(ReferenceVersion version)
    {
        switch (version.Value)
        {
            case Client client:
                Clients.Add(client.Id, version, client);
                break;
            case Provider provider:
                Providers.Add((provider.Id, provider.From), version, provider);
                break;
            case FxRate rate:
                FxRates.Add((rate.Base, rate.Date), version, rate);
                break;
            case ProviderRule or ClientRule when version.RecordedAt > asOf?.UtcTicks:
                break;
            case ProviderRule rule:
                ProviderRules.Add(rule.Id, version, rule);
                break;
            case ClientRule rule:
                ClientRules.Add(rule.Id, version, rule);
                break;
            default:
                throw new ArgumentException($"{version.Value} is no reference record", nameof(version));
        }
    }
}
