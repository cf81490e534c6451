namespace Sluice.Connectors.Tests.Embedded;

/// <summary>A folder of a test's own, gone with it.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sluice-").FullName;

    public string Database => System.IO.Path.Combine(Path, "sluice.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
