using Sluice.Connectors.Fx.Rates;
using Sluice.Connectors.Fx.Source;

namespace Sluice.Connectors.Tests.Fx.Source;

/// <summary>A log of rates in memory, which can refuse.</summary>
internal sealed class MemoryRateLog : IRateLog
{
    public List<FxRate> Sent { get; } = [];

    /// <summary>Fails the next append.</summary>
    public bool Refuses { get; set; }

    public IEnumerable<(string Date, decimal Rate)> Dollars =>
        Sent.Where(r => r.Base == "USD").Select(r => ($"{r.Date:yyyy-MM-dd}", r.Rate));

    public ValueTask<KnownRates> ReadAsync(CancellationToken cancel)
    {
        var known = new KnownRates();
        Sent.ForEach(r => known.Add(new KnownRate(r.Base, r.Date, r.Rate, FxRate.Source, r.RecordedAt)));
        return ValueTask.FromResult(known);
    }

    public ValueTask AppendAsync(IReadOnlyList<FxRate> rates, CancellationToken cancel)
    {
        if (Refuses)
        {
            Refuses = false;
            throw new IOException("the disk is full");
        }

        Sent.AddRange(rates);
        return ValueTask.CompletedTask;
    }
}
