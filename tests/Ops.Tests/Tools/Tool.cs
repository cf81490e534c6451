using System.Diagnostics;

namespace Sluice.Ops.Tests.Tools;

/// <summary>Runs a program of the system to its end.</summary>
internal static class Tool
{
    /// <summary>What it says on both its outputs, and with which exit code it ends.</summary>
    public static async Task<(int Code, string Words)> RunAsync(string program, string[] args, string? input = null, string? folder = null)
    {
        var start = new ProcessStartInfo(program, args)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Environment.CurrentDirectory,
        };
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>Prometheus's own checker; what it finds wrong, or nothing.</summary>
    public static async Task<string> PromtoolAsync(string[] args, string? input = null, string? folder = null)
    {
        var (code, words) = await RunAsync("promtool", args, input, folder);
        return code == 0 ? "" : $"exit code {code}: {words}";
    }
}
