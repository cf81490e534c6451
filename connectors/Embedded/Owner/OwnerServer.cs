using System.Net.Sockets;
using Sluice.Engine.Log;

namespace Sluice.Connectors.Embedded.Owner;

/// <summary>
/// Serves the owner's log and calls to other processes over a Unix socket. One task accepts, one task serves each
/// connection; a connection that breaks the protocol is closed, and concerns nobody else.
/// </summary>
internal sealed class OwnerServer : IAsyncDisposable
{
    private const int PendingConnectionsMax = 64;

    private readonly Socket _listener;
    private readonly string _socketPath;
    private readonly OwnerRequests _requests;
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Task> _connections = [];
    private readonly Lock _gate = new();
    private readonly Task _accepting;

    private OwnerServer(Socket listener, string socketPath, OwnerRequests requests)
    {
        _listener = listener;
        _socketPath = socketPath;
        _requests = requests;
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Listens at the path; what an owner that was killed left there is removed.</summary>
    /// <exception cref="EmbeddedException">The socket cannot be made.</exception>
    public static OwnerServer Start(string socketPath, ILog log, OwnerCalls calls)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            File.Delete(socketPath);
            listener.Bind(new UnixDomainSocketEndPoint(socketPath));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(socketPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            // Nobody can connect before this, so the mode above comes in time.
            listener.Listen(PendingConnectionsMax);
            return new OwnerServer(listener, socketPath, new OwnerRequests(log, calls));
        }
        catch (Exception error) when (error is SocketException or IOException or UnauthorizedAccessException)
        {
            listener.Dispose();
            throw new EmbeddedException($"the socket {socketPath} cannot be made: {error.Message}", error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(Connections());
        File.Delete(_socketPath);
        _stop.Dispose();
    }

    private Task[] Connections()
    {
        lock (_gate)
        {
            return [.. _connections];
        }
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptAsync(_stop.Token);
                Track(Task.Run(() => ServeAsync(socket)));
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // One that hung up before it was accepted, or no handles left: the next may do better.
                await Task.Yield();
            }
        }
    }

    private void Track(Task connection)
    {
        lock (_gate)
        {
            _connections.RemoveWhere(c => c.IsCompleted);
            _connections.Add(connection);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        await using var connection = new OwnerConnection(stream, _requests);
        await connection.RunAsync(_stop.Token);
    }
}
