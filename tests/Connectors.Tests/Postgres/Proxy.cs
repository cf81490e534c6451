using System.Net;
using System.Net.Sockets;

namespace Sluice.Connectors.Tests.Postgres;

/// <summary>Stands between a client and a server on loopback, and can cut the line or lose the server's answers.</summary>
internal sealed class Proxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _sockets = [];
    private readonly Lock _gate = new();
    private readonly int _server;

    // Written by a test, read by the pumps.
    private volatile bool _losesAnswers;

    public Proxy(int server)
    {
        _server = server;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>From now on the client hears nothing; what it says still arrives.</summary>
    public void LoseAnswers() => _losesAnswers = true;

    /// <summary>Closes all lines; new ones work again.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            _sockets.ForEach(s => s.Dispose());
            _sockets.Clear();
        }

        _losesAnswers = false;
    }

    public void Dispose()
    {
        _listener.Dispose();
        Cut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync();
                var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                client.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, _server);
                lock (_gate)
                {
                    _sockets.AddRange([client, server]);
                }

                _ = PumpAsync(client, server, answers: false);
                _ = PumpAsync(server, client, answers: true);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool answers)
    {
        var buffer = new byte[1 << 16];
        try
        {
            for (int count; (count = await from.ReceiveAsync(buffer)) > 0;)
            {
                if (!answers || !_losesAnswers)
                {
                    await to.SendAsync(buffer.AsMemory(0, count));
                }
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            return;
        }

        to.Dispose();
    }
}
