using System.Net.Sockets;

namespace Sluice.Connectors.Embedded.Owner;

/// <summary>
/// One client's connection. Its task reads requests and starts them in order, a bounded number at a time, so that
/// appends reach the log in the order sent; answers are written one after the other as they come.
/// </summary>
internal sealed class OwnerConnection(NetworkStream stream, OwnerRequests requests) : IAsyncDisposable
{
    /// <summary>Requests of one connection under way; further ones stay in the socket.</summary>
    private const int UnderWayMax = 8;

    private readonly SemaphoreSlim _free = new(UnderWayMax);
    private readonly SemaphoreSlim _writing = new(1);

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (await Wire.ReadAsync(stream, stop) is { } request)
            {
                await _free.WaitAsync(stop);
                _ = AnswerAsync(request, stop);
            }
        }
        catch (Exception error) when (error is IOException or InvalidDataException or SocketException or OperationCanceledException)
        {
            // The client is gone or speaks something else: what it asked for goes on, nobody waits for the answer.
        }
    }

    /// <summary>Waits for the requests under way, which use the stream.</summary>
    public async ValueTask DisposeAsync()
    {
        stream.Socket.Close();
        for (var i = 0; i < UnderWayMax; i++)
        {
            await _free.WaitAsync();
        }

        _free.Dispose();
        _writing.Dispose();
    }

    private async Task AnswerAsync(Message request, CancellationToken stop)
    {
        try
        {
            var answer = await requests.AnswerAsync(request, stop);
            await _writing.WaitAsync(stop);
            try
            {
                await Wire.WriteAsync(stream, answer, stop);
            }
            finally
            {
                _writing.Release();
            }
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client is gone.
        }
        finally
        {
            _free.Release();
        }
    }
}
