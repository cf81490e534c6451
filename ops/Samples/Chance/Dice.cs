namespace Sluice.Samples.Chance;

/// <summary>A seeded source of chance (SplitMix64), the same on every platform and runtime.</summary>
internal sealed class Dice
{
    private ulong _state;

    /// <param name="seed">The seed of the whole month.</param>
    /// <param name="stream">Which of its independent streams; a change in how one is used leaves the others alone.</param>
    public Dice(long seed, DiceStream stream)
    {
        _state = unchecked((ulong)seed);
        _state = unchecked(Next() + ((ulong)stream * 0xD1B54A32D192ED03));
        Next();
    }

    public ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>A whole number from 0 up to, not including, <paramref name="end"/>.</summary>
    public long Below(long end) => (long)Math.BigMul(Next(), (ulong)end, out _);

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public long Between(long low, long high) => low + Below(high - low + 1);

    /// <summary>A number from 0 up to, not including, 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Percent(int chance) => Below(100) < chance;

    public T Pick<T>(IReadOnlyList<T> items) => items[(int)Below(items.Count)];

    /// <summary>An amount from <paramref name="low"/> to <paramref name="high"/>, a whole number of steps.</summary>
    public decimal Amount(decimal low, decimal high, decimal step) => Between((long)(low / step), (long)(high / step)) * step;

    public void Shuffle<T>(T[] items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = (int)Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}

/// <summary>The independent streams of a seed.</summary>
internal enum DiceStream
{
    Clients = 1,
    Providers,
    ClientRules,
    ProviderRules,
    Rhythm,
    Reports,
    Faults,
    ClientRecords,
    ProviderRecords,
    Terms,
    ProviderTerms,
    Level,
    Rates,
    Aliases,
    Jobs,
    JobFaults,
    Slips,
    Arrivals,
}
