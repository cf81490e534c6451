namespace Sluice.Connectors.Tests.Fx;

/// <summary>A test on the public data sets, which stand beside the repository on some machines.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute() => Skip = History is null ? "shared/data is absent" : null;

    /// <summary>The ECB's history; null where it is absent.</summary>
    public static string? History { get; } = Find(Path.Combine("shared", "data", "fx", "eurofxref-hist.csv"));

    private static string? Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, name)))
            {
                return Path.Combine(folder.FullName, name);
            }
        }

        return null;
    }
}
