namespace Sluice.Cli.Hosting;

/// <summary>Settings that may stand in a variable, or in a file that a variable of the same name with <c>_FILE</c> names.</summary>
internal static class Secrets
{
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
}
