using System.Collections.Immutable;
using Sluice.Topology.Records;

namespace Sluice.Topology.Reference;

/// <summary>
/// Whose reports a change of the book may price differently: never fewer than it does, sometimes more.
/// A report is touched when its client or its provider is. Immutable.
/// </summary>
public sealed class BookDelta
{
    private BookDelta(
        ImmutableHashSet<string> clients,
        ImmutableHashSet<string> providers,
        bool allProviders,
        ImmutableHashSet<(string Currency, int Month)> rates)
    {
        Clients = clients;
        Providers = providers;
        AllProviders = allProviders;
        Rates = rates;
    }

    /// <summary>Nothing changed.</summary>
    public static BookDelta None { get; } = new([], [], allProviders: false, []);

    /// <summary>Ids of clients whose record, rules or closed months changed.</summary>
    public ImmutableHashSet<string> Clients { get; }

    /// <summary>Ids of providers whose versions or own rules changed; see <see cref="AllProviders"/>.</summary>
    public ImmutableHashSet<string> Providers { get; }

    /// <summary>A provider rule without provider_id changed: any provider may be touched.</summary>
    public bool AllProviders { get; }

    /// <summary>Currencies and months (<see cref="Time.BusinessMonth.Index"/>) whose exchange rate may differ; no report is priced by one.</summary>
    public ImmutableHashSet<(string Currency, int Month)> Rates { get; }

    public bool IsEmpty => TouchesNoReport && Rates.IsEmpty;

    /// <summary>Every report keeps its price and its place.</summary>
    public bool TouchesNoReport => !AllProviders && Clients.IsEmpty && Providers.IsEmpty;

    public bool TouchesClient(string clientId) => Clients.Contains(clientId);

    public bool TouchesProvider(string providerId) => AllProviders || Providers.Contains(providerId);

    /// <summary>What either touches: the delta of two changes made one after the other.</summary>
    public BookDelta Union(BookDelta other) =>
        new(Clients.Union(other.Clients), Providers.Union(other.Providers), AllProviders || other.AllProviders, Rates.Union(other.Rates));

    /// <summary>The delta of two books compared as they stand.</summary>
    /// <param name="anyProvider">Among the providers, stands for all of them.</param>
    internal static BookDelta Of(
        IEnumerable<string> clients, IEnumerable<string> providers, string anyProvider, IEnumerable<(string Currency, int Month)> rates)
    {
        var touched = providers.ToImmutableHashSet(StringComparer.Ordinal);
        return new([.. clients], touched.Remove(anyProvider), touched.Contains(anyProvider), [.. rates]);
    }

    internal static BookDelta Of(
        IEnumerable<string> clients,
        IEnumerable<string> providers,
        List<RuleChange<ClientRuleRecord>> clientRules,
        List<RuleChange<ProviderRuleRecord>> providerRules,
        IEnumerable<(string Currency, int Month)> rates)
    {
        // A rule that moves touches the party it leaves as much as the one it comes to.
        var payers = clientRules.SelectMany(change => new[] { change.Before, change.After }).OfType<ClientRuleRecord>();
        var payees = providerRules.SelectMany(change => new[] { change.Before, change.After }).OfType<ProviderRuleRecord>().ToList();
        return new(
            [.. clients, .. payers.Select(rule => rule.ClientId)],
            [.. providers, .. payees.Select(rule => rule.Match.ProviderId).OfType<string>()],
            payees.Any(rule => rule.Match.ProviderId is null),
            [.. rates]);
    }
}
