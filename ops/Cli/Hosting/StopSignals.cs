using System.Runtime.InteropServices;

namespace Sluice.Cli.Hosting;

/// <summary>
/// Ctrl-C and SIGTERM: the first asks the command to stop cleanly, the second ends the process at once. The handlers
/// run on a thread of the runtime.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _handlers;

    public StopSignals() => _handlers =
        [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        _handlers.ForEach(h => h.Dispose());
        _stop.Dispose();
    }

    private void Handle(PosixSignalContext signal)
    {
        if (!_stop.IsCancellationRequested)
        {
            signal.Cancel = true;
            _stop.Cancel();
        }
    }
}
