using System.Globalization;
using Sluice.Samples.Chance;
using Sluice.Samples.Market;

namespace Sluice.Samples.Traffic;

/// <summary>Draws reports: who sent, who read, what and how urgent.</summary>
internal sealed class ReportDrawer
{
    private const long ReportsOfSevenDigits = 9_000_000;

    private readonly MarketPlace _market;
    private readonly Weights _clients;
    private readonly (SampleProvider[] Providers, Weights Pace)[] _readers;
    private readonly string _prefix;
    private readonly string _digits;
    private long _number;

    public ReportDrawer(MarketPlace market)
    {
        _market = market;
        Days = new DayCounts(market.Clients);
        _clients = new Weights(market.Clients.Select(client => client.Share));
        _readers = [.. Modality.All.Select((_, modality) => Readers(modality))];
        _prefix = "R" + market.Options.FirstDay.ToString("yyMM", CultureInfo.InvariantCulture) + "-";
        // All of one length, so that the order of ids is the order they were given in.
        _digits = new string('0', market.Options.Reports > ReportsOfSevenDigits ? 10 : 7);
    }

    public DayCounts Days { get; }

    /// <summary>A report of any client that may send one at the moment.</summary>
    public ReportDraft Draw(Dice dice, Moment at, out SampleClient client)
    {
        int sender, modality;
        do
        {
            sender = _clients.Pick(dice);
            modality = _market.Clients[sender].Mix.Pick(dice);
        }
        while (!Days.Admits(sender, modality, at.Day));
        client = _market.Clients[sender];
        return Draw(dice, client, modality, at);
    }

    /// <summary>A report of a client, whatever its limits.</summary>
    public ReportDraft Draw(Dice dice, SampleClient client, int modality, Moment at)
    {
        var examination = Modality.All[modality];
        var (providers, pace) = _readers[modality];
        return new ReportDraft(
            NextId(),
            client.Id,
            providers[pace.Pick(dice)].Id,
            examination.Code,
            dice.Percent(90) ? dice.Pick(examination.BodyParts) : null,
            Priority(dice, at.Hour),
            (int)dice.Between(examination.ImagesLow, examination.ImagesHigh),
            at.Utc);
    }

    /// <summary>The number of the next report of the month, good or not.</summary>
    public string NextId() => _prefix + (++_number).ToString(_digits, CultureInfo.InvariantCulture);

    // What is read at night is seldom routine.
    private static string Priority(Dice dice, int hour)
    {
        var night = hour is < 7 or > 20;
        return dice.Below(100) switch
        {
            var roll when roll < (night ? 30 : 5) => "STAT",
            var roll when roll < (night ? 55 : 16) => "URGENT",
            _ => "ROUTINE",
        };
    }

    private (SampleProvider[] Providers, Weights Pace) Readers(int modality)
    {
        var readers = _market.Providers.Where(provider => provider.Reads.Contains(modality)).ToArray();
        if (readers.Length == 0)
            readers = [.. _market.Providers];
        return (readers, new Weights(readers.Select(provider => provider.Pace)));
    }
}
