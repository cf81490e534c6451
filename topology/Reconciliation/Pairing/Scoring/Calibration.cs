namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>Turns a sum of evidence into log-odds: slope × evidence + offset (J. Platt, 1999).</summary>
/// <param name="Slope">In millionths.</param>
/// <param name="Offset">In millionths of a bit.</param>
public sealed record Calibration(long Slope, long Offset)
{
    /// <summary>Evidence as it stands.</summary>
    public static Calibration None { get; } = new(Bits.One, 0);

    /// <summary>Log-odds in millionths of a bit.</summary>
    public long Apply(long evidence) => (long)((Int128)evidence * Slope / Bits.One) + Offset;
}
