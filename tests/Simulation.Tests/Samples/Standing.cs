using Sluice.Topology.Records;

namespace Sluice.Simulation.Tests.Samples;

/// <summary>The reports of a month that stand, and the client rule each takes: worked out the long way.</summary>
internal sealed class Standing
{
    private readonly ReadMonth _month;

    public Standing(ReadMonth month)
    {
        _month = month;
        Reports = [.. month.Reports().GroupBy(report => (report.Client, report.Id)).Select(Settle).OfType<SampleReport>()];
    }

    /// <summary>The highest revision of each, where it is neither disputed nor cancelled.</summary>
    public IReadOnlyList<SampleReport> Reports { get; }

    public ClientRuleRecord? RuleOf(SampleReport report) => Winner(report, report.Modality) ?? Winner(report, "*");

    /// <summary>The reports beyond a limit of their rule.</summary>
    public HashSet<string> Held()
    {
        var ruled = Reports.Select(report => (Report: report, Rule: RuleOf(report)))
            .Where(pair => pair.Rule is { } rule && rule.Currency == _month.Clients[pair.Report.Client].Currency).ToList();
        var images = ruled.Where(pair => pair.Report.Images > pair.Rule!.Limits.MaxImagesPerReport).Select(pair => pair.Report.Id);
        var beyond = ruled.Where(pair => pair.Rule!.Limits.MaxReportsPerDay is not null)
            .GroupBy(pair => (pair.Rule!.RuleId, pair.Report.Date))
            .SelectMany(day => day.OrderBy(pair => pair.Report.CompletedAt).ThenBy(pair => pair.Report.Id, StringComparer.Ordinal)
                .Skip((int)day.First().Rule!.Limits.MaxReportsPerDay!.Value))
            .Select(pair => pair.Report.Id);
        return [.. images, .. beyond];
    }

    private ClientRuleRecord? Winner(SampleReport report, string modality) => _month.ClientRules
        .Where(rule => rule.ClientId == report.Client && rule.Modality == modality
            && rule.EffectiveFrom <= report.Date && (rule.EffectiveTo is not { } to || report.Date <= to))
        .OrderByDescending(rule => rule.RecordedAt).ThenByDescending(rule => rule.RuleId, StringComparer.Ordinal).FirstOrDefault();

    private static SampleReport? Settle(IEnumerable<SampleReport> versions)
    {
        var highest = versions.GroupBy(report => report.Revision).MaxBy(revision => revision.Key)!.Distinct().ToList();
        return highest is [{ Cancelled: false } only] ? only : null;
    }
}
