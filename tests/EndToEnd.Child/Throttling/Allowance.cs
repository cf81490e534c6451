namespace Sluice.EndToEnd.Child.Throttling;

/// <summary>How many reports may be read, and when. Safe for concurrent callers.</summary>
/// <param name="perSecond">Reports a second; null for no throttle.</param>
/// <param name="atMost">Reports in all; null for no bound.</param>
internal sealed class Allowance(int? perSecond, long? atMost, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _left = atMost ?? long.MaxValue;
    private DateTimeOffset _free;

    /// <summary>Reserves up to a number of reports; 0 when all are used up.</summary>
    public int Reserve(int records)
    {
        lock (_gate)
        {
            var reserved = (int)Math.Min(records, _left);
            _left -= reserved;
            return reserved;
        }
    }

    /// <summary>Gives back what was reserved and not read.</summary>
    public void Return(int records)
    {
        lock (_gate)
        {
            _left += records;
        }
    }

    /// <summary>Waits until the reports read before these, and these, have had their time.</summary>
    public Task SpendAsync(int records, CancellationToken cancel)
    {
        if (perSecond is null)
        {
            return Task.CompletedTask;
        }

        TimeSpan wait;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            _free = (_free > now ? _free : now) + (TimeSpan.FromSeconds(1) * records / perSecond.Value);
            wait = _free - now;
        }

        return Task.Delay(wait, time, cancel);
    }
}
