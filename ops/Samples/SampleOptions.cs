using System.Globalization;

namespace Sluice.Samples;

/// <summary>What sample month to make. The same options always make the same bytes.</summary>
/// <param name="Month">The business month, YYYY-MM, in Asia/Kolkata.</param>
/// <param name="Reports">Good reports, at most a thousand million: distinct, live at the end, priceable and not held; a few
/// are of the last days of the month before, and arrive late. Whatever else a fault adds comes on top: resends,
/// corrections, and reports that are cancelled, in conflict, pending, held or malformed.</param>
/// <param name="Seed">Every name, volume, price and rate follows from it.</param>
/// <param name="Clients">How many clients; by default 40 to 200, growing with the reports.</param>
/// <param name="Providers">How many providers; by default three a client.</param>
public sealed record SampleOptions(string Month, long Reports, long Seed, int? Clients = null, int? Providers = null)
{
    private const long ReportsMax = 1_000_000_000;
    private const long JobsMax = 10_000_000;
    private const int PartiesMax = 100_000;

    /// <summary>Whether to inject faults; without them every record is good and truth is empty.</summary>
    public bool Faults { get; init; } = true;

    /// <summary>
    /// Whether every party is paid a price a report in the base currency, without limits: the plainest book of the same
    /// volume, for measuring.
    /// </summary>
    public bool Plain { get; init; }

    /// <summary>
    /// Jobs that count, at most ten million; the ledger has about as many entries. 0 leaves out jobs, ledger and aliases.
    /// A month keeps about half a kilobyte of each while it is made.
    /// </summary>
    public long Jobs { get; init; }

    /// <summary>How hard the ledger is to match.</summary>
    public LedgerMix Ledger { get; init; } = LedgerMix.Usual;

    internal DateOnly FirstDay => DateOnly.ParseExact(Month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal DateOnly LastDay => FirstDay.AddMonths(1).AddDays(-1);

    internal int Days => LastDay.Day;

    internal int ClientCount => Clients ?? (int)Math.Clamp(40 + (Reports / 6_250), 40, 200);

    internal int ProviderCount => Providers ?? ClientCount * 3;

    /// <summary>These options, if a month can be made of them.</summary>
    internal SampleOptions Checked()
    {
        if (!DateOnly.TryParseExact(Month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || day.Year is < 1950 or > 9000)
            throw new ArgumentException($"month {Month} is not YYYY-MM, from 1950 to 9000");
        if (Reports is < 0 or > ReportsMax)
            throw new ArgumentException($"reports {Reports} is not between 0 and {ReportsMax}");
        if (Jobs is < 0 or > JobsMax)
            throw new ArgumentException($"jobs {Jobs} is not between 0 and {JobsMax}");
        if (ClientCount is < 1 or > PartiesMax || ProviderCount is < 1 or > PartiesMax)
            throw new ArgumentException($"{ClientCount} clients and {ProviderCount} providers are not between 1 and {PartiesMax} each");
        return this;
    }
}
