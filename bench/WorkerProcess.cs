using System.Diagnostics;
using System.Globalization;

namespace Sluice.Bench;

/// <summary>A part of a bench in a process of its own, spoken to by lines; killed with SIGKILL at the end.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;

    public WorkerProcess(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in arguments.Prepend(typeof(WorkerProcess).Assembly.Location))
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
    }

    /// <summary>Waits until it says so.</summary>
    public async Task SaysAsync(string word)
    {
        while (await LineAsync() != word)
        {
        }
    }

    public void Go() => _process.StandardInput.WriteLine();

    public async Task<Figures> FiguresAsync()
    {
        var figures = (await LineAsync()).Split(' ').Select(f => double.Parse(f, CultureInfo.InvariantCulture)).ToArray();
        return new Figures((long)figures[0], figures[1], figures[2]);
    }

    /// <summary>Returns once it has gone.</summary>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <exception cref="InvalidOperationException">It has ended.</exception>
    public async Task<string> LineAsync() =>
        await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the worker ended before it was done");
}
