using System.Diagnostics;

namespace Sluice.EndToEnd.Tests.Harness;

/// <summary>What a process that ended has left.</summary>
public sealed record Finished(int ExitCode, string Stdout, string Stderr);

/// <summary>The built program as a real process.</summary>
public sealed class SluiceProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly Task<string> _stdout;
    private readonly Task<string> _stderr;

    private SluiceProcess(Process process)
    {
        _process = process;
        _stdout = process.StandardOutput.ReadToEndAsync();
        _stderr = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>With these environment variables; others that the program reads are not passed on.</summary>
    public static SluiceProcess StartWith(Dictionary<string, string> environment, string folder, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Sluice.Cli.dll"));
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        foreach (var variable in start.Environment.Keys.Where(v => v.StartsWith("PAYMENT_", StringComparison.Ordinal) || v.StartsWith("SLUICE_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(variable);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new SluiceProcess(Process.Start(start)!);
    }

    /// <summary>Waits for the end.</summary>
    public async Task<Finished> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return new Finished(_process.ExitCode, await _stdout, await _stderr);
    }

    /// <summary>Ends it as kill -9 does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    /// <summary>Asks it to stop, as Ctrl-C does.</summary>
    public async Task<Finished> InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        return await EndAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
