namespace Sluice.Topology.Reference;

/// <summary>The reference topics of contract §2 that the flows read so far.</summary>
public static class ReferenceTopics
{
    public const string Clients = "clients";
    public const string Providers = "providers";
    public const string ProviderPricingRules = "provider_pricing_rules";
    public const string ClientPricingRules = "client_pricing_rules";
    public const string FxRates = "fx_rates";
    public const string Aliases = "aliases";

    /// <summary>Which months are closed: an output of commands, which the shards read back.</summary>
    public const string Bookings = "bookings";
}
