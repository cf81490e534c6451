namespace Sluice.Engine.State;

/// <summary>A window as it stands in tables: the month, as YYYY-MM.</summary>
public static class WindowName
{
    /// <param name="window">A month, counted from 0001-01.</param>
    public static string Of(int window) => $"{(window / 12) + 1:0000}-{(window % 12) + 1:00}";
}
