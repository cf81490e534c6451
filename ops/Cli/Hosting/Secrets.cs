using System.Collections.Immutable;

namespace Sluice.Cli.Hosting;

/// <summary>
/// Settings that may stand in a variable, or in a file that a variable of the same name with <c>_FILE</c> names; and the
/// last guard that none of them is ever shown. Safe from any thread.
/// </summary>
internal static class Secrets
{
    private const string Mask = "***";

    /// <summary>Shorter ones would mask ordinary words.</summary>
    private const int HiddenLengthMin = 4;

    private static ImmutableHashSet<string> _hidden = [];

    public static string? Read(string variable)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value)
        {
            return value;
        }

        if (Environment.GetEnvironmentVariable(variable + "_FILE") is not { Length: > 0 } file)
        {
            return null;
        }

        return File.Exists(file)
            ? File.ReadAllText(file).Trim()
            : throw CliException.Usage($"{variable}_FILE names {file}, which does not exist");
    }

    /// <summary>From now on no message shows it.</summary>
    public static void Hide(string? secret)
    {
        if (secret is { Length: >= HiddenLengthMin })
        {
            ImmutableInterlocked.Update(ref _hidden, static (known, added) => known.Add(added), secret);
        }
    }

    /// <summary>The text without the secrets that are known.</summary>
    public static string Cleaned(string text) => _hidden.Aggregate(text, static (t, secret) => t.Replace(secret, Mask, StringComparison.Ordinal));
}
