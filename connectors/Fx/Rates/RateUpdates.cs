namespace Sluice.Connectors.Fx.Rates;

/// <summary>What of a file's rates is news to the log.</summary>
/// <param name="ToSend">New rates and corrections, in the file's order.</param>
/// <param name="Corrections">Those among them that say something else than what was sent before, with that.</param>
/// <param name="Unchanged">Rates that the log has already.</param>
public sealed record RateUpdates(IReadOnlyList<FxRate> ToSend, IReadOnlyList<(FxRate Now, decimal Before)> Corrections, int Unchanged)
{
    /// <summary>
    /// Compares rates with those in the log. A new rate counts as known from its publication, so that it is the same
    /// record whoever sends it; a correction from the moment it was noticed, or it would not outrank what it corrects.
    /// </summary>
    /// <param name="noticedAt">Now.</param>
    /// <param name="isLatest">
    /// True where the rates are what the ECB says today: any that differs from the log's last is a correction, even back
    /// to an earlier value. False for a file that may be old: a value the log has ever had is none.
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
            if (isLatest ? last.Rate == rate.Rate : versions.Exists(v => v.Rate == rate.Rate))
            {
                unchanged++;
                continue;
            }

            // A clock that is behind, or a file fetched before the hour, must not lose the correction.
            var at = noticedAt > last.RecordedAt ? noticedAt : last.RecordedAt.AddSeconds(1);
            var correction = rate with { RecordedAt = at };
            send.Add(correction);
            corrections.Add((correction, last.Rate));
        }

        return new RateUpdates(send, corrections, unchanged);
    }
}
