using System.Diagnostics;
using Sluice.EndToEnd.Tests.Harness;

namespace Sluice.EndToEnd.Tests.Scale.Parts;

/// <summary>One life of a worker: <c>run</c> of the real program, known to the server by a name of its own.</summary>
internal sealed class Worker(string name, SluiceProcess process) : IDisposable
{
    public string Name => name;

    public SluiceProcess Process => process;

    /// <summary>SIGSTOP: it does nothing more, and nobody is told.</summary>
    public Task StopAsync() => SignalAsync("STOP");

    /// <summary>SIGCONT.</summary>
    public Task WakeAsync() => SignalAsync("CONT");

    public void Dispose() => process.Dispose();

    private async Task SignalAsync(string signal)
    {
        using var kill = System.Diagnostics.Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0, name);
    }
}
