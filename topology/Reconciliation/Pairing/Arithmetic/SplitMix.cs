namespace Sluice.Topology.Reconciliation.Pairing.Arithmetic;

/// <summary>Hashes and a seeded sequence that are the same everywhere (SplitMix64: Steele, Lea and Flood 2014; FNV-1a).</summary>
internal struct SplitMix(ulong seed)
{
    private ulong _state = seed;

    public ulong Next() => Mix(_state = unchecked(_state + 0x9E3779B97F4A7C15));

    /// <summary>A whole number from 0 up to, not including, <paramref name="end"/>.</summary>
    public int Below(int end) => (int)Below((long)end);

    /// <summary>Likewise of larger ones.</summary>
    public long Below(long end) => (long)Math.BigMul(Next(), (ulong)end, out _);

    public static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>Never 0.</summary>
    public static ulong Combine(ulong a, ulong b) => Mix(unchecked((a * 0x9E3779B97F4A7C15) + b)) | 1;

    /// <summary>Never 0.</summary>
    public static ulong Hash(ReadOnlySpan<char> text)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var c in text)
        {
            hash = unchecked((hash ^ c) * 0x100000001B3);
        }

        return Mix(hash) | 1;
    }
}
