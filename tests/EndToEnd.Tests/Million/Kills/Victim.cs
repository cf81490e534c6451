using System.Diagnostics;
using Sluice.EndToEnd.Child.Running;

namespace Sluice.EndToEnd.Tests.Million.Kills;

/// <summary>The child program in a process of its own, which ends by itself, by its own SIGKILL, or by one of the test.</summary>
internal sealed class Victim : IDisposable
{
    /// <summary>What a process that SIGKILL ended leaves: 128 and the signal's number.</summary>
    public const int Killed = 128 + 9;

    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly Task<List<string>> _lines;
    private readonly TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Victim(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        _lines = ReadAsync();
    }

    public static Victim Start(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Sluice.EndToEnd.Child.dll");
        return new Victim(Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!);
    }

    /// <summary>Waits until it has begun to work, or has ended before.</summary>
    public Task RunningAsync() => _running.Task.WaitAsync(Patience.Short, TimeProvider.System);

    /// <summary>kill -9.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for its end.</summary>
    public async Task<VictimEnd> EndAsync(TimeSpan patience)
    {
        await _process.WaitForExitAsync().WaitAsync(patience, TimeProvider.System);
        return new VictimEnd(_process.ExitCode, await _lines, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task<List<string>> ReadAsync()
    {
        var lines = new List<string>();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (line == RunCommand.Running)
            {
                _running.TrySetResult();
            }
        }

        _running.TrySetResult();
        return lines;
    }
}

/// <summary>What a process left.</summary>
internal sealed record VictimEnd(int ExitCode, IReadOnlyList<string> Lines, string Errors);
