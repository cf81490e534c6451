using Sluice.Samples.Market;
using Sluice.Samples.Traffic;

namespace Sluice.Samples.Faults;

/// <summary>Reports that want something before they can be priced.</summary>
internal sealed class PendingFaults
{
    private readonly FaultDesk _desk;
    private readonly SampleClient[] _namedOnly;
    private readonly SampleClient[] _misbilled;
    private int _strangers;

    public PendingFaults(FaultDesk desk)
    {
        _desk = desk;
        _namedOnly = desk.Market.With(ServicePlan.NamedOnly);
        _misbilled = desk.Market.With(ServicePlan.Misbilled);
    }

    public void UnknownProvider(GoodReport like)
    {
        var report = _desk.Fresh(like) with { ProviderId = $"P-X{++_strangers:0000}" };
        Wait(report, FaultKinds.UnknownProvider, $"provider {report.ProviderId} has no record");
    }

    public void UnknownClient(GoodReport like)
    {
        var report = _desk.Fresh(like) with { ClientId = $"C-X{++_strangers:0000}" };
        Wait(report, FaultKinds.UnknownClient, $"client {report.ClientId} has no record");
    }

    public void NoClientRule(GoodReport like) => Closed(_namedOnly, like, FaultKinds.NoClientRule, "its client has no rule for");

    public void OtherCurrency(GoodReport like) =>
        Closed(_misbilled, like, FaultKinds.OtherCurrency, "in another currency than its client is the rule for");

    // Urgent ones would find a rule that pays everybody alike.
    public void NoProviderRule(GoodReport like) => Wait(
        _desk.Fresh(like) with { ProviderId = PartyRecords.Trainee, Priority = "ROUTINE" },
        FaultKinds.NoProviderRule, $"no rule pays provider {PartyRecords.Trainee}");

    public void ProviderNotStarted(GoodReport like) => Wait(
        _desk.Fresh(like) with { ProviderId = PartyRecords.Newcomer },
        FaultKinds.ProviderNotStarted, $"provider {PartyRecords.Newcomer} starts after the month");

    private void Closed(SampleClient[] clients, GoodReport like, string kind, string why)
    {
        if (clients.Length == 0)
            return;
        var client = _desk.Dice.Pick(clients);
        var report = _desk.Drawer.Draw(_desk.Dice, client, _desk.Dice.Pick(client.Terms.Closed), like.At);
        Wait(report, kind, $"{why} {report.Modality}");
    }

    private void Wait(ReportDraft report, string kind, string detail) => _desk.Now(report, kind, InBooks.Pending, detail);
}
