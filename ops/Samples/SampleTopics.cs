namespace Sluice.Samples;

/// <summary>The topics a sample month has records for, and the list of its faults.</summary>
public static class SampleTopics
{
    public const string Clients = "clients";
    public const string Providers = "providers";
    public const string ProviderRules = "provider_pricing_rules";
    public const string ClientRules = "client_pricing_rules";
    public const string FxRates = "fx_rates";
    public const string Reports = "reports";

    /// <summary>No topic of the log: one object a fault, written as truth.jsonl.</summary>
    public const string Truth = "truth";

    /// <summary>All of them, in the order they are generated in.</summary>
    public static IReadOnlyList<string> All { get; } = [Clients, Providers, ProviderRules, ClientRules, FxRates, Reports, Truth];
}
