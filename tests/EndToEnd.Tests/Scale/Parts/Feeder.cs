using Sluice.EndToEnd.Tests.Harness;
using Sluice.EndToEnd.Tests.Million;
using Sluice.Engine.Log;

namespace Sluice.EndToEnd.Tests.Scale.Parts;

/// <summary>
/// Appends a market's records bit by bit, as far as the test allows, and never far ahead of the books. One loop appends
/// and alone touches the feed; the test, which is one thread at a time, says how far.
/// </summary>
internal sealed class Feeder : IAsyncDisposable
{
    private readonly Feed _feed;
    private readonly ILog _log;
    private readonly Pace _pace;
    private readonly Func<Task<long>> _committed;
    private readonly int[] _order;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private long _allowed;

    // Written by the loop.
    private long _appended;
    private long _reports;

    /// <param name="pace">How much at once, and how far ahead.</param>
    /// <param name="committed">Reports in the books.</param>
    public Feeder(Feed feed, ILog log, Pace pace, Func<Task<long>> committed)
    {
        (_feed, _log, _pace, _committed) = (feed, log, pace, committed);

        // What the last of the reference data would price is pending until it comes.
        var (reference, reports) = (feed.Market.Reference.ToArray(), feed.Market.Reports.ToArray());
        var early = reference.Length * 9 / 10;
        _order = [.. reference[..early], .. reports[..(reports.Length / 2)], .. reference[early..], .. reports[(reports.Length / 2)..]];
        _loop = RunAsync();
    }

    /// <summary>Reports in the log.</summary>
    public long Reports => Volatile.Read(ref _reports);

    /// <summary>Whether all that is allowed is in the log.</summary>
    public bool IsThere => Volatile.Read(ref _appended) == Volatile.Read(ref _allowed);

    /// <summary>All records, messages of reports and reference data.</summary>
    public int Records => _order.Length;

    /// <summary>Lets it append so many records beyond those that it may already.</summary>
    public void AllowMore(int records) => Volatile.Write(ref _allowed, Math.Min(_order.Length, _allowed + records));

    public void AllowAll() => AllowMore(_order.Length);

    public void ThrowIfFailed()
    {
        if (_loop.IsFaulted)
        {
            _loop.GetAwaiter().GetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        await Task.Yield();
        while (_appended < _order.Length)
        {
            var count = (int)Math.Min(_pace.Append, Volatile.Read(ref _allowed) - _appended);
            if (count <= 0 || _reports - await _committed() > _pace.Ahead)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, _stop.Token);
                continue;
            }

            await _feed.AppendAsync(_log, _order[(int)_appended..((int)_appended + count)]);
            Volatile.Write(ref _reports, _feed.ReportMessages);
            Volatile.Write(ref _appended, _appended + count);
        }
    }
}
