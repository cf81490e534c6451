using FsCheck;
using FsCheck.Fluent;
using Sluice.Topology.Records;

namespace Sluice.Topology.Tests.Reference;

/// <summary>Small crowded worlds, in which rules compete, tie, move and lapse.</summary>
internal static class BookGen
{
    public static readonly string[] Clients = ["C1", "C2", "C3"];
    public static readonly string[] Providers = ["P1", "P2", "P3"];
    public static readonly string[] Modalities = ["CT", "MR", "XR"];
    public static readonly Priority[] Priorities = [Priority.Routine, Priority.Urgent, Priority.Stat];

    /// <summary>From before the first effective date to beyond the last.</summary>
    public static readonly int[] Days = [.. Enumerable.Range(Book.Day0 - 1, 15)];

    private static readonly Gen<int> Hours = Gen.Choose(0, 4);
    private static readonly Gen<int> From = Gen.Choose(0, 8);

    private static readonly Gen<ReferenceRecord> Client =
        from id in Gen.Elements(Clients)
        from hour in Hours
        from currency in Gen.Elements("INR", "INR", "USD")
        select (ReferenceRecord)Book.Client(id, hour, currency);

    private static readonly Gen<ReferenceRecord> Provider =
        from id in Gen.Elements(Providers)
        from start in From
        from grade in Gen.Elements("A", "B")
        from seniority in Gen.Elements("SENIOR", "JUNIOR")
        from hour in Hours
        select (ReferenceRecord)Book.Provider(id, start, grade, seniority, hour);

    private static readonly Gen<ReferenceRecord> ProviderRule =
        from id in Gen.Elements("Q1", "Q2", "Q3", "Q4", "Q5", "Q6")
        from provider in Gen.Elements(null, null, "P1", "P2")
        from grade in Gen.Elements(null, null, "A", "B")
        from seniority in Gen.Elements(null, null, "SENIOR", "JUNIOR")
        from modality in Gen.Elements(null, null, "CT", "MR")
        from priority in Gen.Elements<Priority?>(null, null, Priority.Stat)
        from hour in Hours
        from start in From
        from length in Gen.Choose(-1, 8)
        from fee in Gen.Choose(1, 2)
        select (ReferenceRecord)Book.ProviderRule(
            id, Book.Match(provider, grade, seniority, modality, priority), hour, start, length < 0 ? null : start + length, fee);

    private static readonly Gen<ReferenceRecord> ClientRule =
        from id in Gen.Elements("R1", "R2", "R3", "R4", "R5", "R6")
        from client in Gen.Elements(Clients)
        from modality in Gen.Elements("CT", "MR", "*")
        from hour in Hours
        from start in From
        from length in Gen.Choose(-1, 8)
        from currency in Gen.Elements("INR", "INR", "USD")
        from price in Gen.Choose(1, 2)
        select (ReferenceRecord)Book.ClientRule(id, client, modality, hour, start, length < 0 ? null : start + length, currency, price);

    public static readonly Gen<List<ReferenceRecord>> Records = UpTo(60);

    /// <summary>Each content once: records compare their lists by reference, so that two of one content would look different.</summary>
    public static Gen<List<ReferenceRecord>> UpTo(int count) =>
        from length in Gen.Choose(0, count)
        from records in Gen.Frequency((1, Client), (1, Provider), (3, ProviderRule), (3, ClientRule)).ListOf(length)
        select records.DistinctBy(record => (record.GetType(), record.Identity, record.RecordedAt, record.Canonical)).ToList();
}
