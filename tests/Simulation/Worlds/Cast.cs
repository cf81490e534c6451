using Sluice.Engine.Testing.Scheduling;

namespace Sluice.Simulation.Worlds;

/// <summary>Who takes part.</summary>
/// <param name="Days">How long the history lasts.</param>
/// <param name="Currencies">The currency of each client and its rules, most of the time.</param>
internal sealed record Cast(
    IReadOnlyList<string> Clients, IReadOnlyList<string> Providers, IReadOnlyList<string> Modalities, int Days,
    IReadOnlyDictionary<string, string> Currencies)
{
    /// <summary>The currency of the books first; of the others one has no minor unit and one has three digits.</summary>
    public static readonly string[] AllCurrencies = ["INR", "USD", "JPY", "KWD"];

    private static readonly string[] s_modalities = ["CT", "MR", "XR", "US", "NM"];

    public static Cast Draw(SimulationRandom random)
    {
        string[] clients = [.. Enumerable.Range(1, random.Range(4, 12)).Select(i => $"C-{i}")];
        string[] providers = [.. Enumerable.Range(1, random.Range(3, 9)).Select(i => $"P-{i}")];
        var foreigners = random.Pick([20, 50, 90]);
        return new Cast(
            clients,
            providers,
            s_modalities[..random.Range(2, s_modalities.Length)],
            random.Range(40, Calendar.Days),
            clients.ToDictionary(c => c, _ => random.Percent(foreigners) ? random.Pick(AllCurrencies) : "INR"));
    }
}
