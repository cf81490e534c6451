using Sluice.Topology.Reconciliation.Pairing.Arithmetic;

namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>Evidence in whole millionths of a bit: sums of it are the same in any order and on any machine.</summary>
public static class Bits
{
    /// <summary>One bit.</summary>
    public const long One = 1_000_000;

    /// <summary>A probability of 1, in millionths.</summary>
    public const int Certain = 1_000_000;

    /// <summary>The number of bits as millionths, half away from zero.</summary>
    public static long Micro(double bits) => (long)(bits >= 0 ? (bits * One) + 0.5 : (bits * One) - 0.5);

    /// <summary>The probability, in millionths, of these log-odds.</summary>
    public static int Probability(long microBits) => (int)((PortableMath.Logistic2((double)microBits / One) * Certain) + 0.5);

    /// <summary>The log-odds of a probability in millionths; 0 and 1 are taken half a millionth inside.</summary>
    public static long LogOdds(int probability)
    {
        var p = Math.Clamp((double)probability / Certain, 0.5 / Certain, 1 - (0.5 / Certain));
        return Micro(PortableMath.Log2(p / (1 - p)));
    }
}
