using Sluice.Topology.Records;

namespace Sluice.Topology.Tests.Reference;

/// <summary>Reference records as tests write them: days and hours are small numbers, prices tell versions apart.</summary>
internal static class Book
{
    public static readonly DateOnly Start = new(2026, 1, 1);

    public static readonly int Day0 = Start.DayNumber - new DateOnly(1970, 1, 1).DayNumber;

    public static DateTimeOffset Hour(int hour) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hour);

    public static ClientRecord Client(string id, int hour = 0, string currency = "INR", string canonical = "") =>
        new(id, "Name", null, null, currency, Start, null, FxPolicy.MonthEnd, Hour(hour), $"{canonical}{id}{currency}");

    public static ProviderRecord Provider(string id, int from = 0, string grade = "A", string seniority = "SENIOR", int hour = 0) =>
        new(id, "Name", null, null, null, grade, seniority, "INR", Start.AddDays(from), Hour(hour), $"{id}|{from}|{grade}|{seniority}");

    public static ProviderRuleRecord ProviderRule(
        string id, ProviderMatch match, int hour = 0, int from = 0, int? to = null, decimal fee = 100m) =>
        new(id, match, fee, "INR", [0m, 0m, 0m], null, Start.AddDays(from), to is null ? null : Start.AddDays(to.Value), Hour(hour), $"{match}|{from}|{to}|{fee}");

    public static ClientRuleRecord ClientRule(
        string id, string client, string modality, int hour = 0, int from = 0, int? to = null, string currency = "INR", decimal price = 100m) =>
        new(
            id, client, modality, ContractType.PerReport, TierMode.Graduated, [new(null, price, 0m)], null, [0m, 0m, 0m], null, null, null,
            currency, new(null, null), Start.AddDays(from), to is null ? null : Start.AddDays(to.Value), Hour(hour),
            $"{client}|{modality}|{from}|{to}|{currency}|{price}");

    public static ProviderMatch Match(
        string? provider = null, string? grade = null, string? seniority = null, string? modality = null, Priority? priority = null) =>
        new(provider, grade, seniority, modality, priority);
}
