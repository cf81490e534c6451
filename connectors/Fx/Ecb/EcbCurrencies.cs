namespace Sluice.Connectors.Fx.Ecb;

/// <summary>The currencies of the ECB's files that are gone: their columns stay, their rates ended.</summary>
public static class EcbCurrencies
{
    private static readonly HashSet<string> s_gone =
        new(StringComparer.Ordinal) { "BGN", "CYP", "EEK", "HRK", "LTL", "LVL", "MTL", "ROL", "SIT", "SKK", "TRL" };

    public static bool IsGone(string code) => s_gone.Contains(code);
}
