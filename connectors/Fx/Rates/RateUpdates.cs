namespace Sluice.Connectors.Fx.Rates;

/// <summary>What of a file's rates is news to the log.</summary>
/// <param name="ToSend">New rates and corrections, in the file's order.</param>
/// <param name="Corrections">Those among them that say something else than what was sent before, with that.</param>
/// <param name="Unchanged">Rates that the log has already, or has newer ones for.</param>
public sealed record RateUpdates(IReadOnlyList<FxRate> ToSend, IReadOnlyList<(FxRate Now, decimal Before)> Corrections, int Unchanged)
{
    /// <summary>
    /// Compares rates with those in the log. A rate counts as known from the publication of the newest date of its file;
    /// a correction that the feed notices from that moment, or it would not outrank what it corrects.
    /// </summary>
    /// <param name="noticedAt">Now.</param>
    /// <param name="isLatest">
    /// True where the rates are what the ECB says today: any that differs from the log's last is a correction. False for
    /// a file that may be old: it corrects only what was known before it.
    /// </param>
    public static RateUpdates Of(IEnumerable<FxRate> rates, KnownRates known, DateTimeOffset noticedAt, bool isLatest)
    {
        var send = new List<FxRate>();
        var corrections = new List<(FxRate, decimal)>();
        var unchanged = 0;
        foreach (var rate in rates)
        {
            var versions = known.Published(rate.Base, rate.Date).ToList();
            if (versions.Count == 0)
            {
                send.Add(rate);
                continue;
            }

            var last = versions.Aggregate((a, b) => b.Outranks(a) ? b : a);
            if (last.Rate == rate.Rate || (!isLatest && rate.RecordedAt < last.RecordedAt))
            {
                unchanged++;
                continue;
            }

            // A clock that is behind, a file fetched before the hour, or one of the same newest date must not lose the correction.
            var since = isLatest ? noticedAt : rate.RecordedAt;
            var at = since > last.RecordedAt ? since : last.RecordedAt.AddSeconds(1);
            var correction = rate with { RecordedAt = at };
            send.Add(correction);
            corrections.Add((correction, last.Rate));
        }

        return new RateUpdates(send, corrections, unchanged);
    }
}
