namespace Sluice.EndToEnd.Tests.Million.Orders;

/// <summary>An order of input.</summary>
/// <param name="Name">In words.</param>
/// <param name="Parts">The records by number, in parts: between two the engine comes to rest, so that it has really
/// taken the one before the other, whatever the speed of its readers.</param>
internal sealed record InputOrder(string Name, Func<Market, IReadOnlyList<int[]>> Parts)
{
    private const int ShuffledParts = 4;

    /// <summary>All ten.</summary>
    public static IReadOnlyList<InputOrder> All { get; } =
    [
        new("as generated", m => [[.. m.Reference, .. m.Reports]]),
        new("reversed, the reference data last of all", m => [[.. m.Reports.Reverse()], [.. m.Reference.Reverse()]]),
        .. Enumerable.Range(1, 6).Select(seed => new InputOrder($"shuffled by seed {seed}", m => Shuffled(m, seed))),
        new("reference data last", m => [[.. m.Reports], [.. m.Reference]]),
        new("reference data in the middle", InTheMiddle),
    ];

    public override string ToString() => Name;

    /// <summary>Every record anywhere; by odd seeds every tenth one twice or more, as a producer that retries sends it.</summary>
    private static List<int[]> Shuffled(Market market, int seed)
    {
        var random = new Random(seed);
        var records = Enumerable.Range(0, market.Records.Count).ToList();
        if (seed % 2 == 1)
        {
            records.AddRange(random.GetItems([.. records], records.Count / 10));
        }

        var shuffled = records.ToArray();
        random.Shuffle(shuffled);
        return [.. shuffled.Chunk((shuffled.Length / ShuffledParts) + 1)];
    }

    /// <summary>Half of the reports, all reference data, one after another among the next reports, then the rest.</summary>
    private static List<int[]> InTheMiddle(Market market)
    {
        var reports = market.Reports.ToArray();
        var reference = market.Reference.ToArray();
        var half = reports.Length / 2;
        var mixed = Math.Min(reference.Length, reports.Length - half);
        var middle = reports.AsSpan(half, mixed).ToArray();
        return
        [
            reports[..half],
            [.. reference.Zip(middle).SelectMany(p => new[] { p.First, p.Second }), .. reference[mixed..]],
            reports[(half + mixed)..],
        ];
    }
}
