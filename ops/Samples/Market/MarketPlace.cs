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
        Level = new Dice(options.Seed, DiceStream.Level).Amount(0.88m, 1.12m, 0.000001m);
        Clients = DrawClients(new Dice(options.Seed, DiceStream.Clients));
        Largest = Clients.MaxBy(client => client.Share)!;
        Providers = DrawProviders(new Dice(options.Seed, DiceStream.Providers));
    }

    public SampleOptions Options { get; }

    /// <summary>What everything costs in this marketplace beside others, 1 for the middle of all.</summary>
    public decimal Level { get; }

    public IReadOnlyList<SampleClient> Clients { get; }

    /// <summary>The client that sends most; its terms are the usual ones.</summary>
    public SampleClient Largest { get; }

    public IReadOnlyList<SampleProvider> Providers { get; }

    public SampleClient[] With(ServicePlan plan) => [.. Clients.Where(client => client.Terms.Plan == plan)];

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
        double[] shares = [.. ranks.Select(rank => 1.0 / (rank + 1) / total)];
        var terms = new TermsDesk(Options, shares).Draw();
        return [.. shares.Select((share, i) => DrawClient(dice, i + 1, share, terms[i]))];
    }

    private SampleClient DrawClient(Dice dice, int number, double share, ClientTerms terms)
    {
        var city = dice.Pick(terms.Currency.Cities);
        var (segment, word) = dice.Pick(Names.Segments);
        double[] mix = [.. Modality.All.Select(modality => modality.Share * (0.4 + (1.2 * dice.Unit())))];
        foreach (var modality in terms.Closed)
            mix[modality] = 0;
        return new SampleClient(
            $"C-{number:0000}",
            $"{dice.Pick(Names.Houses)} {word} {city}",
            $"{dice.Between(1, 240)} {dice.Pick(Names.Streets)}, {city}",
            segment,
            Options.FirstDay.AddDays(-(int)dice.Between(45, 3_000)),
            share,
            new Weights(mix),
            terms);
    }

    // The first ones see to it that every currency is met, where there are many.
    private SampleProvider[] DrawProviders(Dice dice)
    {
        var abroad = new Dice(Options.Seed, DiceStream.ProviderTerms);
        var count = Options.ProviderCount;
        var places = Enumerable.Range(0, count).ToArray();
        abroad.Shuffle(places);
        var met = Options.Plain ? 0 : Math.Min(SampleCurrency.Foreign.Count, count / 4);
        var chance = Options.Plain ? 0 : 8;
        return
        [
            .. places.Select((place, i) => DrawProvider(
                dice,
                i + 1,
                place < met ? SampleCurrency.Foreign[place]
                : abroad.Percent(chance) ? abroad.Pick(SampleCurrency.Foreign)
                : SampleCurrency.Base)),
        ];
    }

    // The first modality goes round, so that each is read by somebody.
    private static SampleProvider DrawProvider(Dice dice, int number, SampleCurrency currency)
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
            dice.Pick(currency.Cities),
            grade,
            dice.Pick(Seniorities),
            reads,
            0.3 + (dice.Unit() * dice.Unit() * 3),
            grade != "A" && dice.Percent(6) ? "A" : null,
            currency);
    }
}
