using System.Text;
using Sluice.Oracle;
using Sluice.Oracle.Compare;
using Sluice.Oracle.Input;
using Sluice.Oracle.Results;
using Sluice.Samples;

namespace Sluice.Simulation.Tests.Samples;

public sealed class GeneratedMonthTests
{
    private static readonly SampleMonth Month = new(new SampleOptions("2026-02", 20_000, 42));
    private static readonly MarginBooks Books = MarginOracle.Compute(Log(Month));
    private static readonly List<TruthLine> Truth = TruthLine.ReadAll(Month);

    [Fact]
    public void Rejected_records_are_the_malformed_ones() =>
        Difference.First(
            Truth.Where(line => line.Kind == "malformed").Select(line => new RecordPlace(line.Topic, 0, line.Line)),
            Books.Rejected.Select(row => row.Place)).ShouldBeNull();

    [Fact]
    public void Conflicts_and_pending_records_are_those_of_the_truth()
    {
        var kinds = new Dictionary<string, (PendingKind, PendingReasons)>
        {
            ["conflict"] = (PendingKind.Conflict, PendingReasons.None),
            ["unknown_client"] = (PendingKind.Pending, PendingReasons.UnknownClient),
            ["unknown_provider"] = (PendingKind.Pending, PendingReasons.UnknownProvider),
        };

        Books.Pending.Select(row => (row.RecordId, row.Owner, row.Month, (row.Kind, row.Reasons))).ShouldBe(
            Truth.Where(line => kinds.ContainsKey(line.Kind))
                .Select(line => (line.RecordId, line.ClientId!, "2026-02", kinds[line.Kind])),
            ignoreOrder: true);
    }

    [Fact]
    public void Every_good_report_is_billable_and_no_other()
    {
        Books.Margins.ShouldAllBe(row => row.Month == "2026-02" && row.Revenue > 0 && row.CogsInr > 0);
        Books.Margins.Sum(row => row.Reports).ShouldBe(20_000);
        Books.Providers.Sum(row => row.Reports).ShouldBe(20_000);
        Books.Fingerprints.ShouldHaveSingleItem().Reports.ShouldBe(20_020);
    }

    [Fact]
    public void Volumes_are_skewed_and_the_month_earns_a_margin()
    {
        Books.Margins.Max(row => row.Reports).ShouldBeGreaterThan(8 * Books.Margins.Min(row => row.Reports));
        Books.Margins.Sum(row => row.MarginInr!.Value).ShouldBeInRange(
            0.1m * Books.Margins.Sum(row => row.Revenue), 0.7m * Books.Margins.Sum(row => row.Revenue));
    }

    [Fact]
    public void All_tier_modes_and_kinds_of_line_are_charged()
    {
        Books.Charges.Select(line => line.Kind).Distinct()
            .ShouldBe([ChargeKind.Tier, ChargeKind.TierFee, ChargeKind.Surcharge], ignoreOrder: true);
        var rules = Month.Records().Where(record => record.Topic == SampleTopics.ClientRules)
            .Select(record => Encoding.UTF8.GetString(record.Json)).ToArray();
        foreach (var mode in new[] { "graduated", "volume", "package" })
            rules.ShouldContain(rule => rule.Contains($"\"tier_mode\":\"{mode}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Faults_add_nothing_to_the_figures_but_their_corrections()
    {
        var clean = MarginOracle.Compute(Log(new SampleMonth(new SampleOptions("2026-02", 20_000, 42) { Faults = false })));

        clean.Rejected.ShouldBeEmpty();
        clean.Pending.ShouldBeEmpty();
        clean.Margins.Select(row => (row.ClientId, row.Reports)).ShouldBe(Books.Margins.Select(row => (row.ClientId, row.Reports)));
        Difference.First(clean.Margins, Books.Margins).ShouldNotBeNull();
    }

    [Fact]
    public void Folder_reads_as_the_log_does()
    {
        var folder = Directory.CreateTempSubdirectory("sluice-samples").FullName;
        try
        {
            Month.WriteTo(folder);

            Difference.First(Books, MarginOracle.ComputeFolder(folder)).ShouldBeNull();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Order_of_a_generated_month_does_not_matter()
    {
        var records = Log(Month).ToArray();
        new Random(3).Shuffle(records);

        Difference.First(Books, MarginOracle.Compute(records)).ShouldBeNull();
    }

    [Fact]
    public void Other_seeds_share_no_figure()
    {
        var other = MarginOracle.Compute(Log(new SampleMonth(new SampleOptions("2026-02", 20_000, 43))));

        other.Margins.Select(row => row.Revenue).Intersect(Books.Margins.Select(row => row.Revenue)).ShouldBeEmpty();
        other.Fingerprints.ShouldNotBe(Books.Fingerprints);
    }

    private static IEnumerable<OracleRecord> Log(SampleMonth month)
    {
        var offsets = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var record in month.Records())
        {
            var offset = offsets.GetValueOrDefault(record.Topic);
            offsets[record.Topic] = offset + 1;
            yield return new OracleRecord(record.Topic, 0, offset, Encoding.UTF8.GetBytes(record.Key), record.Json);
        }
    }
}
