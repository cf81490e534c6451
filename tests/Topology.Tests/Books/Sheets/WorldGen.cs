using FsCheck;
using FsCheck.Fluent;
using Sluice.Topology.Tests.Billing.Margin;

namespace Sluice.Topology.Tests.Books.Sheets;

/// <summary>A random book and the messages of its reports, some of them no reports at all.</summary>
internal sealed record World(MarginRecord[] Reference, MarginRecord[] Reports, int Shards)
{
    private static readonly Gen<MarginRecord> s_message = Gen.Frequency(
        (20, MarginGen.Report),
        (1, Gen.Choose(1, 5).Select(client => new MarginRecord(FinanceTopics.Reports, $"C{client}", """{"report_id":"R1"}"""))));

    // With these first, most reports find a price; what comes after overrules and competes.
    private static readonly MarginRecord[] s_ground =
    [
        .. Enumerable.Range(1, 3).Select(id => MarginRecords.Provider($"P{id}", "A", "2020-01-01", "2025-05-01T00:00:00Z")),
        MarginRecords.ProviderRule("PR0", "{}", "5.125", "INR", "2020-01-01", "2025-05-01T00:00:00Z"),
        MarginRecords.Rate("USD", "2026-01-05", "85.5", "2025-05-01T00:00:00Z"),
    ];

    public static Gen<World> Any { get; } =
        from reports in Gen.ArrayOf(s_message, 50)
        from reference in Gen.ArrayOf(MarginGen.Reference, 35)
        from isGrounded in Gen.Frequency((2, Gen.Constant(true)), (1, Gen.Constant(false)))
        from shards in Gen.Choose(1, 3)
        select new World(isGrounded ? [.. s_ground, .. reference] : reference, reports, shards);
}
