using Sluice.Connectors.Fx.Rates;

namespace Sluice.Cli.Ingest;

/// <summary>The rates of a file of the ECB's as records of <c>fx_rates</c>.</summary>
/// <param name="bytes">The file's size.</param>
internal sealed class EcbRecords(IReadOnlyList<FxRate> rates, long bytes) : IRecordSource
{
    private int _next;

    // The file is read before the first record is given; what progress there is to show is that of the records.
    public long BytesTaken => rates.Count == 0 ? bytes : (long)((Int128)bytes * _next / rates.Count);

    public bool TryRead(out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (_next == rates.Count)
        {
            return false;
        }

        payload = FxRateJson.Write(rates[_next++]);
        return true;
    }

    public void Dispose()
    {
    }
}
