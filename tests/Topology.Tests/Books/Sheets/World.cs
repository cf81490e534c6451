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

    /// <summary>
    /// The same, with December or February closed for some clients by decisions at growing cuts, now and then with records
    /// left out; January is open for all.
    /// </summary>
    public static Gen<World> BesideClosedMonths { get; } =
        from world in Any
        from closes in Gen.ListOf(
            from client in Gen.Choose(1, 5)
            from month in Gen.Elements("2025-12", "2025-12", "2026-02")
            from cut in Gen.Choose(1, 25)
            from movesCut in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
            from leftOut in Gen.Choose(0, 40)
            select (client, month, cut, movesCut, leftOut), 6)
        select world with
        {
            Reference = [.. world.Reference, .. Booked(closes.OrderBy(close => close.cut), world.Shards)],
        };

    private static IEnumerable<MarginRecord> Booked(IEnumerable<(int Client, string Month, int Cut, bool MovesCut, int LeftOut)> closes, int shards)
    {
        var (number, closed) = (0, new HashSet<(int, string)>());
        foreach (var (client, month, cut, movesCut, leftOut) in closes)
        {
            var shard = Engine.Log.Partitioner.PartitionOf(System.Text.Encoding.UTF8.GetBytes($"C{client}"), shards);
            yield return new MonthBooking(
                ++number, cut, $"C{client}", month, MovesCut: closed.Add((client, month)) || movesCut, Shard: shard, Excluded: leftOut < cut ? [leftOut] : []).ToRecord();
        }
    }
}
