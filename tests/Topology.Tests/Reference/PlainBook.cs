using Sluice.Topology.Records;

namespace Sluice.Topology.Tests.Reference;

/// <summary>The lookups of contract §1 and §3 said once more, as plainly as they read: no index, no order kept.</summary>
internal sealed class PlainBook(IReadOnlyCollection<ReferenceRecord> records)
{
    public ClientRecord? Client(string id) => Current<ClientRecord>().SingleOrDefault(client => client.ClientId == id);

    public ProviderRecord? ProviderOn(string id, int day) =>
        Current<ProviderRecord>().Where(version => version.ProviderId == id && Number(version.EffectiveFrom) <= day).MaxBy(version => version.EffectiveFrom);

    public ClientRuleRecord? ClientRule(string client, string modality, int day) => Slot(client, modality, day) ?? Slot(client, "*", day);

    public ProviderRuleRecord? ProviderRule(string provider, string modality, Priority priority, int day, ProviderRecord version) =>
        Current<ProviderRuleRecord>()
            .Where(rule => InEffect(rule.EffectiveFrom, rule.EffectiveTo, day))
            .Where(rule => rule.Match.ProviderId is null || rule.Match.ProviderId == provider)
            .Where(rule => rule.Match.Grade is null || rule.Match.Grade == version.Grade)
            .Where(rule => rule.Match.Seniority is null || rule.Match.Seniority == version.Seniority)
            .Where(rule => rule.Match.Modality is null || rule.Match.Modality == modality)
            .Where(rule => rule.Match.Priority is null || rule.Match.Priority == priority)
            .OrderByDescending(rule => rule.Match.ProviderId is not null)
            .ThenByDescending(rule => new object?[] { rule.Match.Grade, rule.Match.Seniority, rule.Match.Modality, rule.Match.Priority }.Count(field => field is not null))
            .ThenByDescending(rule => rule.RecordedAt)
            .ThenByDescending(rule => rule.RuleId, StringComparer.Ordinal)
            .FirstOrDefault();

    private ClientRuleRecord? Slot(string client, string modality, int day) =>
        Current<ClientRuleRecord>()
            .Where(rule => rule.ClientId == client && rule.Modality == modality && InEffect(rule.EffectiveFrom, rule.EffectiveTo, day))
            .OrderByDescending(rule => rule.RecordedAt)
            .ThenByDescending(rule => rule.RuleId, StringComparer.Ordinal)
            .FirstOrDefault();

    private IEnumerable<T> Current<T>()
        where T : ReferenceRecord =>
        records.OfType<T>().GroupBy(record => record.Identity)
            .Select(versions => versions.OrderBy(version => version.RecordedAt).ThenBy(version => version.Canonical, StringComparer.Ordinal).Last());

    private static bool InEffect(DateOnly from, DateOnly? to, int day) => Number(from) <= day && day <= Number(to ?? DateOnly.MaxValue);

    private static int Number(DateOnly date) => date.DayNumber - new DateOnly(1970, 1, 1).DayNumber;
}
