using Sluice.Samples.Market;
using Sluice.Samples.Traffic;

namespace Sluice.Samples.Faults;

/// <summary>Reports beyond a limit of their contract.</summary>
internal sealed class HeldFaults
{
    private readonly FaultDesk _desk;
    private readonly SampleClient[] _imageLimited;
    private readonly SampleClient[] _paused;
    private int _turn;
    private int _owed;

    public HeldFaults(FaultDesk desk)
    {
        _desk = desk;
        _imageLimited =
            [.. desk.Market.Clients.Where(client => client.Terms is { ImageLimit: not null, DayLimit: null })];
        _paused = desk.Market.With(ServicePlan.Paused);
    }

    public void TooManyImages(GoodReport like)
    {
        if (_imageLimited.Length == 0)
            return;
        var client = _desk.Dice.Pick(_imageLimited);
        Hold(TooMany(_desk.Of(client, like.At), client), client);
    }

    /// <summary>In turn one of a client that may send none, and one of the next client whose day is full.</summary>
    public void BeyondTheDay(GoodReport like)
    {
        if (_turn++ % 2 == 1)
            _owed++;
        else if (_paused.Length > 0)
        {
            var client = _desk.Dice.Pick(_paused);
            Hold(_desk.Drawer.Draw(_desk.Dice, client, client.Terms.Closed[0], like.At), limit: 0);
        }
    }

    /// <summary>Adds a report that is owed to a full day, if a day is full.</summary>
    public void Settle(GoodReport like)
    {
        var full = _desk.Drawer.Days.Full;
        if (_owed == 0 || full.Count == 0)
            return;
        _owed--;
        BeyondFull(_desk.Dice.Pick(full), like.At);
    }

    // Where the day is full a report with too many images moves no other's place; its images are what is named.
    private void BeyondFull(int place, Moment at)
    {
        var client = _desk.Market.Clients[place];
        int modality;
        do
            modality = client.Mix.Pick(_desk.Dice);
        while (!_desk.Drawer.Days.Limits(place, modality));
        var report = _desk.Drawer.Draw(_desk.Dice, client, modality, at);
        if (client.Terms.ImageLimit is not null && _desk.Dice.Percent(30))
            Hold(TooMany(report, client), client);
        else
            Hold(report, client.Terms.DayLimit!.Value);
    }

    private ReportDraft TooMany(ReportDraft report, SampleClient client) =>
        report with { Images = client.Terms.ImageLimit!.Value + (int)_desk.Dice.Between(1, 400) };

    private void Hold(ReportDraft report, SampleClient client) => _desk.Now(
        report, FaultKinds.Held, InBooks.Held, $"{report.Images} images, beyond max_images_per_report {client.Terms.ImageLimit}");

    private void Hold(ReportDraft report, long limit) => _desk.Now(
        report, FaultKinds.Held, InBooks.Held, $"beyond max_reports_per_day {limit} of {Rhythm.DateOf(report.CompletedAt).Written()}");
}
