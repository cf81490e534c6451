using Sluice.Oracle.Compare;
using Sluice.Oracle.Input;
using Sluice.Oracle.Results;

namespace Sluice.Simulation.Tests.Samples;

public sealed class GeneratedBooksTests
{
    private static readonly MarginBooks Books = OracleMonth.Books;
    private static readonly IReadOnlyList<TruthLine> Truth = ReadMonth.Usual.Truth;

    [Fact]
    public void Rejected_records_are_the_malformed_ones() =>
        Difference.First(
            Truth.Where(line => line.Books == "dead letter").Select(line => new RecordPlace(line.Topic, 0, line.Line)),
            Books.Rejected.Select(row => row.Place)).ShouldBeNull();

    [Fact]
    public void Conflicting_held_and_pending_records_are_those_of_the_truth() =>
        Books.Pending.Select(row => (row.RecordId, row.Owner, row.Month, row.Kind.ToString().ToLowerInvariant())).ShouldBe(
            Truth.Where(line => line.Books is "conflict" or "held" or "pending")
                .Select(line => (line.RecordId, line.Owner, "2026-02", line.Books)),
            ignoreOrder: true);

    [Fact]
    public void Every_good_report_is_billable_and_no_other()
    {
        var late = Truth.Count(line => line.Kind == "late");

        Books.Margins.ShouldAllBe(row => row.Revenue > 0 && row.CogsInr > 0);
        Books.Margins.Where(row => row.Month == "2026-02").Sum(row => row.Reports).ShouldBe(20_000 - late);
        Books.Margins.Where(row => row.Month == "2026-01").Sum(row => row.Reports).ShouldBe(late);
        Books.Providers.Sum(row => row.Reports).ShouldBe(20_000);
    }

    [Fact]
    public void Reports_that_wait_or_are_held_stand_beside_the_good_ones() =>
        Books.Fingerprints.Sum(row => row.Reports).ShouldBe(20_000 + Truth.Count(line => line.Books is "pending" or "held"));

    [Fact]
    public void No_figure_in_the_base_currency_is_missing()
    {
        Books.Margins.ShouldAllBe(row => row.RevenueInr != null && row.CogsInr != null && row.MarginInr != null);
        Books.Providers.ShouldAllBe(row => row.CogsInr != null);
        Books.Margins.Select(row => row.Currency).Distinct().Count().ShouldBe(7);
    }

    [Fact]
    public void Month_earns_a_margin() =>
        Books.Margins.Sum(row => row.MarginInr!.Value).ShouldBeInRange(
            0.1m * Books.Margins.Sum(row => row.RevenueInr!.Value), 0.7m * Books.Margins.Sum(row => row.RevenueInr!.Value));

    [Fact]
    public void Faults_add_nothing_to_the_figures_but_their_corrections()
    {
        var clean = OracleMonth.Of(OracleMonth.Options with { Faults = false });

        clean.Rejected.ShouldBeEmpty();
        clean.Pending.ShouldBeEmpty();
        Volumes(clean).ShouldBe(Volumes(Books));
        Difference.First(clean.Margins, Books.Margins).ShouldNotBeNull();

        static IEnumerable<(string, long)> Volumes(MarginBooks books) =>
            books.Margins.GroupBy(row => row.ClientId).Select(rows => (rows.Key, rows.Sum(row => row.Reports))).Order();
    }

    [Fact]
    public void Other_seeds_share_no_figure_of_money()
    {
        var other = OracleMonth.Of(OracleMonth.Options with { Seed = 43 });

        Figures(other).Intersect(Figures(Books)).ShouldBeEmpty();
        other.Fingerprints.ShouldNotBe(Books.Fingerprints);

        static IEnumerable<decimal?> Figures(MarginBooks books) =>
            books.Margins.SelectMany(row => new[] { row.Revenue, row.RevenueInr, row.CogsInr, row.MarginInr });
    }
}
