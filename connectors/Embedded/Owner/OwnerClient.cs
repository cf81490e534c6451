using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Sluice.Connectors.Embedded.Owner;

/// <summary>
/// A connection to the owner. Any thread may ask; requests are written one after the other, one task reads the answers
/// and hands each to its request.
/// </summary>
internal sealed class OwnerClient : IAsyncDisposable
{
    private readonly NetworkStream _stream;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<Message>> _waiting = new();
    private readonly Task _reading;
    private volatile Exception? _broken;
    private int _number;

    private OwnerClient(NetworkStream stream)
    {
        _stream = stream;
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>Connects; null when nobody listens there.</summary>
    public static async Task<OwnerClient?> TryConnectAsync(string socketPath, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancel);
            return new OwnerClient(new NetworkStream(socket, ownsSocket: true));
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <exception cref="OwnerGoneException">The owner ended before it answered.</exception>
    public async Task<Message> AskAsync(MessageKind kind, byte[] body, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var request = new Message(kind, Interlocked.Increment(ref _number), body);
        var answer = new TaskCompletionSource<Message>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[request.Number] = answer;
        try
        {
            await SendAsync(request, cancel);
            return await answer.Task.WaitAsync(cancel);
        }
        finally
        {
            _waiting.TryRemove(request.Number, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _stream.Socket.Close();
        await _reading;
        await _stream.DisposeAsync();
        _writing.Dispose();
    }

    private async Task SendAsync(Message request, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            // Looked at with the request already listed: either this sees the break, or the break sees the request.
            if (_broken is { } broken)
            {
                throw new OwnerGoneException(sent: false, broken);
            }

            // A request that is cut short would garble all that follow it, so cancelling waits until it is written.
            await Wire.WriteAsync(_stream, request, CancellationToken.None);
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
        {
            throw new OwnerGoneException(sent: true, error);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await Wire.ReadAsync(_stream, CancellationToken.None) is { } answer)
            {
                if (_waiting.TryGetValue(answer.Number, out var request))
                {
                    request.TrySetResult(answer);
                }
            }

            _broken = new EndOfStreamException("the owner closed the connection");
        }
        catch (Exception error)
        {
            _broken = error;
        }

        foreach (var request in _waiting.Values)
        {
            request.TrySetException(new OwnerGoneException(sent: true, _broken));
        }
    }
}

/// <summary>The owner ended, or hung up, before it answered.</summary>
/// <param name="sent">False when it cannot have seen the request.</param>
internal sealed class OwnerGoneException(bool sent, Exception inner) : Exception("the process that owned the database has ended", inner)
{
    public bool Sent { get; } = sent;
}
