using Sluice.Topology.Records;

namespace Sluice.Topology.Reference;

/// <summary>Reference records sorted by kind.</summary>
internal sealed class RecordBatch
{
    /// <exception cref="ArgumentException">A record is of a kind the price book does not hold.</exception>
    public RecordBatch(IEnumerable<ReferenceRecord> records)
    {
        foreach (var record in records)
        {
            switch (record)
            {
                case ClientRecord client:
                    Clients.Add(client);
                    break;
                case ProviderRecord provider:
                    Providers.Add(provider);
                    break;
                case ProviderRuleRecord rule:
                    ProviderRules.Add(rule);
                    break;
                case ClientRuleRecord rule:
                    ClientRules.Add(rule);
                    break;
                case FxRateRecord rate:
                    Rates.Add(rate);
                    break;
                case AliasRecord alias:
                    Aliases.Add(alias);
                    break;
                default:
                    throw new ArgumentException($"The price book holds no {record.GetType().Name}", nameof(records));
            }
        }
    }

    public List<ClientRecord> Clients { get; } = [];

    public List<ProviderRecord> Providers { get; } = [];

    public List<ProviderRuleRecord> ProviderRules { get; } = [];

    public List<ClientRuleRecord> ClientRules { get; } = [];

    public List<FxRateRecord> Rates { get; } = [];

    public List<AliasRecord> Aliases { get; } = [];
}
