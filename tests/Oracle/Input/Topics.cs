namespace Sluice.Oracle.Input;

/// <summary>The topics the margin books are made of.</summary>
public static class Topics
{
    public const string Reports = "reports";
    public const string Clients = "clients";
    public const string Providers = "providers";
    public const string ProviderRules = "provider_pricing_rules";
    public const string ClientRules = "client_pricing_rules";
    public const string FxRates = "fx_rates";

    /// <summary>All of them, reference topics first.</summary>
    public static IReadOnlyList<string> All { get; } = [Clients, Providers, ProviderRules, ClientRules, FxRates, Reports];
}
