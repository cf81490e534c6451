using System.Globalization;
using Sluice.Samples.Chance;

namespace Sluice.Samples.Market;

/// <summary>The parties of a sample month, all drawn from its seed.</summary>
internal sealed class MarketPlace
{
    private static readonly string[] Grades = ["A", "B", "B", "C", "B", "A", "C", "B", "C", "B"];
    private static readonly string[] Seniorities = ["junior", "consultant", "consultant", "senior"];

    public MarketPlace(SampleOptions options)
    {
        Options = options;
        Clients = DrawClients(new Dice(options.Seed, DiceStream.Clients));
        Providers = DrawProviders(new Dice(options.Seed, DiceStream.Providers));
    }

    public SampleOptions Options { get; }

    public IReadOnlyList<SampleClient> Clients { get; }

    public IReadOnlyList<SampleProvider> Providers { get; }

    /// <summary>The day on which whatever changes within the month changes.</summary>
    public DateOnly MidMonth => Options.FirstDay.AddDays(15);

    /// <summary>An instant at which a reference record may have become known, whole days before the month.</summary>
    public string RecordedAt(int daysBefore, Dice dice) =>
        Options.FirstDay.AddDays(-daysBefore).ToDateTime(TimeOnly.MinValue).AddSeconds(dice.Below(86_400))
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // Volumes fall off with the rank, as Zipf found for words; which client has which rank is chance.
    private SampleClient[] DrawClients(Dice dice)
    {
        var count = Options.ClientCount;
        var ranks = Enumerable.Range(1, count).ToArray();
        dice.Shuffle(ranks);
        var total = ranks.Sum(rank => 1.0 / (rank + 1));
        return [.. ranks.Select((rank, i) => DrawClient(dice, i + 1, 1.0 / (rank + 1) / total))];
    }

    private SampleClient DrawClient(Dice dice, int number, double share)
    {
        var city = dice.Pick(Names.Cities);
        var (segment, word) = dice.Pick(Names.Segments);
        var mix = new Weights(Modality.All.Select(modality => modality.Share * (0.4 + (1.2 * dice.Unit()))));
        return new SampleClient(
            $"C-{number:0000}",
            $"{dice.Pick(Names.Houses)} {word} {city}",
            $"{dice.Between(1, 240)} {dice.Pick(Names.Streets)}, {city}",
            segment,
            Options.FirstDay.AddDays(-(int)dice.Between(45, 3_000)),
            share,
            mix);
    }

    private SampleProvider[] DrawProviders(Dice dice) =>
        [.. Enumerable.Range(1, Options.ProviderCount).Select(number => DrawProvider(dice, number))];

    // The first modality goes round, so that each is read by somebody.
    private static SampleProvider DrawProvider(Dice dice, int number)
    {
        var reads = new List<int> { number % Modality.All.Count };
        for (var more = dice.Below(3); more > 0; more--)
        {
            var modality = (int)dice.Below(Modality.All.Count);
            if (!reads.Contains(modality))
                reads.Add(modality);
        }
        var grade = dice.Pick(Grades);
        return new SampleProvider(
            $"P-{number:00000}",
            $"Dr {dice.Pick(Names.Given)} {dice.Pick(Names.Family)}",
            dice.Pick(Names.Cities),
            grade,
            dice.Pick(Seniorities),
            reads,
            0.3 + (dice.Unit() * dice.Unit() * 3),
            grade != "A" && dice.Percent(6) ? "A" : null);
    }
}
