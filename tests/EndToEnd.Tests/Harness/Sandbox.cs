using System.Text.Json;

namespace Sluice.EndToEnd.Tests.Harness;

/// <summary>A folder of its own for one test, with books in it, and the program to run there.</summary>
public abstract class Sandbox : IDisposable
{
    protected Sandbox() => Directory.CreateDirectory(Folder);

    protected string Folder { get; } = Path.Combine(Path.GetTempPath(), $"sluice-e2e-{Guid.NewGuid():N}");

    protected string DatabasePath => Path.Combine(Folder, "data", "sluice.db");

    /// <summary>Variables that every command of the test sees.</summary>
    protected Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs a command to its end.</summary>
    protected async Task<Finished> RunAsync(params string[] args)
    {
        using var process = Start(args);
        return await process.EndAsync();
    }

    /// <summary>Runs a command that must succeed, and reads the JSON it writes.</summary>
    protected async Task<List<JsonElement>> JsonAsync(params string[] args)
    {
        var finished = await RunAsync([.. args, "--format", "json"]);
        finished.ExitCode.ShouldBe(0, finished.Stderr);
        return [.. JsonDocument.Parse(finished.Stdout).RootElement.EnumerateArray()];
    }

    /// <summary>Runs a command that must succeed.</summary>
    protected async Task<Finished> SucceedAsync(params string[] args)
    {
        var finished = await RunAsync(args);
        finished.ExitCode.ShouldBe(0, finished.Stderr);
        return finished;
    }

    protected string Write(string name, params string[] lines)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllLines(path, lines);
        return path;
    }

    protected SluiceProcess Start(params string[] args) => SluiceProcess.StartWith(Variables, Folder, args);
}
