using Sluice.Engine.State;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Books.Commands;

/// <summary>The reference position of a cut, as rows show it.</summary>
internal static class References
{
    /// <summary>The topics whose records figures are computed with.</summary>
    public static readonly IReadOnlyList<string> Topics =
    [
        ReferenceTopics.Clients,
        ReferenceTopics.Providers,
        ReferenceTopics.ProviderPricingRules,
        ReferenceTopics.ClientPricingRules,
        ReferenceTopics.FxRates,
        ReferenceTopics.Aliases,
    ];

    public static string Of(Positions cut) => cut.Of(Topics).ToJson();
}
