using Sluice.Oracle;
using Sluice.Oracle.Compare;
using Sluice.Oracle.Results;
using Sluice.Samples;
using Sluice.Topology.Records;

namespace Sluice.Simulation.Tests.Samples;

public sealed class GeneratedMonthTests
{
    private static readonly Dictionary<string, PendingReasons> Waits = new(StringComparer.Ordinal)
    {
        ["unknown_client"] = PendingReasons.UnknownClient,
        ["unknown_provider"] = PendingReasons.UnknownProvider,
        ["provider_not_started"] = PendingReasons.UnknownProvider,
        ["no_client_rule"] = PendingReasons.NoClientRule,
        ["no_provider_rule"] = PendingReasons.NoProviderRule,
        ["other_currency"] = PendingReasons.ClientRuleCurrency,
    };

    private static readonly MarginBooks Books = OracleMonth.Books;

    [Fact]
    public void Pending_reports_want_what_the_truth_says() =>
        Books.Pending.Where(row => row.Kind == PendingKind.Pending)
            .Select(row => (row.RecordId, row.Owner, row.Month, row.Reasons)).ShouldBe(
                ReadMonth.Usual.Truth.Where(line => line.Books == "pending")
                    .Select(line => (line.RecordId, line.Owner, "2026-02", Waits[line.Kind])),
                ignoreOrder: true);

    [Fact]
    public void All_tier_modes_and_kinds_of_line_are_charged()
    {
        Books.Charges.Select(line => line.Kind).Distinct().ShouldBe(Enum.GetValues<ChargeKind>(), ignoreOrder: true);
        foreach (var mode in Enum.GetValues<TierMode>())
        {
            Books.Charges.ShouldContain(line =>
                ReadMonth.Usual.ClientRules.Any(rule => rule.RuleId == line.RuleId && rule.TierMode == mode));
        }
    }

    [Fact]
    public void Folder_reads_as_the_log_does()
    {
        var folder = Directory.CreateTempSubdirectory("sluice-samples").FullName;
        try
        {
            new SampleMonth(OracleMonth.Options).WriteTo(folder);

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
        var records = OracleMonth.Log(OracleMonth.Options).ToArray();
        new Random(3).Shuffle(records);

        Difference.First(Books, MarginOracle.Compute(records)).ShouldBeNull();
    }
}
