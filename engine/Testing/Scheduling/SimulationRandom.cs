namespace Sluice.Engine.Testing.Scheduling;

/// <summary>
/// A stream of random numbers that depends on its seed alone, the same on every platform and runtime version
/// (SplitMix64; Steele, Lea and Flood 2014). Owned by one thread.
/// </summary>
public sealed class SimulationRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }

    /// <summary>A number from 0 up to, not including, <paramref name="bound"/>, which is positive.</summary>
    public int Below(int bound)
    {
        Invariant.Check(bound > 0, "a draw has at least one outcome");
        return (int)Math.BigMul(Next(), (ulong)bound, out _);
    }

    /// <summary>True in <paramref name="perTenThousand"/> of 10,000 draws. Draws even when the answer is certain.</summary>
    public bool Chance(int perTenThousand) => Below(10_000) < perTenThousand;

    /// <summary>A whole number of milliseconds, both ends included.</summary>
    public TimeSpan Between(TimeSpan least, TimeSpan most)
    {
        var spread = (int)(most - least).TotalMilliseconds;
        return least + TimeSpan.FromMilliseconds(Below(spread + 1));
    }

    /// <summary>A stream of its own, so that what draws from it does not shift the draws made here.</summary>
    public SimulationRandom Fork() => new(Next());
}
