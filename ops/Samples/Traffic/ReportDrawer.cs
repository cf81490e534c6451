using System.Globalization;
using Sluice.Samples.Chance;
using Sluice.Samples.Market;

namespace Sluice.Samples.Traffic;

/// <summary>Draws reports: who sent, who read, what and how urgent.</summary>
internal sealed class ReportDrawer
{
    private readonly MarketPlace _market;
    private readonly Weights _clients;
    private readonly (SampleProvider[] Providers, Weights Pace)[] _readers;
    private readonly string _prefix;
    private long _number;

    public ReportDrawer(MarketPlace market)
    {
        _market = market;
        _clients = new Weights(market.Clients.Select(client => client.Share));
        _readers = [.. Modality.All.Select((_, modality) => Readers(modality))];
        _prefix = "R" + market.Options.FirstDay.ToString("yyMM", CultureInfo.InvariantCulture) + "-";
    }

    public ReportDraft Draw(Dice dice, DateTime utc, int hour)
    {
        var client = _market.Clients[_clients.Pick(dice)];
        var index = client.Mix.Pick(dice);
        var modality = Modality.All[index];
        var (providers, pace) = _readers[index];
        return new ReportDraft(
            NextId(),
            client.Id,
            providers[pace.Pick(dice)].Id,
            modality.Code,
            dice.Percent(90) ? dice.Pick(modality.BodyParts) : null,
            Priority(dice, hour),
            (int)dice.Between(modality.ImagesLow, modality.ImagesHigh),
            utc);
    }

    /// <summary>The number of the next report of the month, good or not.</summary>
    public string NextId() => _prefix + (++_number).ToString("0000000", CultureInfo.InvariantCulture);

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
