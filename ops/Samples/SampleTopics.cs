namespace Sluice.Samples;

/// <summary>The topics a sample month has records for, and the list of its faults.</summary>
public static class SampleTopics
{
    public const string Clients = "clients";
    public const string Providers = "providers";
    public const string ProviderRules = "provider_pricing_rules";
    public const string ClientRules = "client_pricing_rules";
    public const string FxRates = "fx_rates";
    public const string Aliases = "aliases";
    public const string Reports = "reports";
    public const string Jobs = "jobs";
    public const string Ledger = "ledger";

    /// <summary>No topic of the log: one object a fault, a match or a figure, written as truth.jsonl.</summary>
    public const string Truth = "truth";

    /// <summary>All of them, in the order they are generated in.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Clients, Providers, ProviderRules, ClientRules, FxRates, Aliases, Reports, Jobs, Ledger, Truth];

    /// <summary>Those that a month of the options has records for: without jobs there is nothing to reconcile.</summary>
    public static IReadOnlyList<string> Of(SampleOptions options) =>
        options.Jobs > 0 ? All : [.. All.Where(topic => topic is not (Aliases or Jobs or Ledger))];
}
