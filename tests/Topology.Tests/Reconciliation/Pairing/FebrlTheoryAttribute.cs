namespace Sluice.Topology.Tests.Reconciliation.Pairing;

/// <summary>A test on the Febrl sample, which stands beside the repository on some machines.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FebrlTheoryAttribute : TheoryAttribute
{
    public FebrlTheoryAttribute() => Skip = Folder is null ? "shared/data is absent" : null;

    /// <summary>Where the sample is; null where it is absent.</summary>
    public static string? Folder { get; } = Find(Path.Combine("shared", "data", "matching", "febrl1"));

    private static string? Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, name)))
            {
                return Path.Combine(folder.FullName, name);
            }
        }

        return null;
    }
}
