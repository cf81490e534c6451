using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Sluice.Topology.Billing.Pricing;
using Sluice.Topology.Records;

namespace Sluice.Topology.Tests.Billing.Pricing;

public class CogsTests
{
    private const long ImagesMax = 999_999_999_999_999;
    private const decimal AmountMax = 999_999_999_999_999.99999999m;

    [Theory]
    [InlineData(Priority.Routine, 0, "300")]
    [InlineData(Priority.Urgent, 0, "350")]
    [InlineData(Priority.Stat, 0, "400")]
    [InlineData(Priority.Routine, 500, "300")]
    [InlineData(Priority.Routine, 501, "300.25")]
    [InlineData(Priority.Stat, 510, "402.5")]
    public void Fee_surcharge_and_images_beyond_the_limit_add_up(Priority priority, long images, string cogs) =>
        Cogs.Of(Rule(300m, [0m, 50m, 100m], new(500, 0.25m)), priority, images)
            .ShouldBe(decimal.Parse(cogs, CultureInfo.InvariantCulture));

    [Fact]
    public void Without_extra_images_only_the_fee_counts() =>
        Cogs.Of(Rule(300m, [0m, 0m, 0m], null), Priority.Stat, ImagesMax).ShouldBe(300m);

    [Fact]
    public void Nothing_is_rounded() =>
        Cogs.Of(Rule(0.00000001m, [0m, 0m, 0m], new(0, 0.00000001m)), Priority.Routine, 3).ShouldBe(0.00000004m);

    [Fact]
    public void The_largest_input_stays_exact_in_terms_and_is_refused_where_a_decimal_cannot_hold_it()
    {
        var rule = Rule(AmountMax, [AmountMax, AmountMax, AmountMax], new(0, AmountMax));
        var scaledMax = Int128.Parse("99999999999999999999999");
        new CogsTerms(rule).Of(Priority.Stat, ImagesMax).ShouldBe((scaledMax * 2) + (scaledMax * ImagesMax));
        Should.Throw<OverflowException>(() => Cogs.Of(rule, Priority.Stat, ImagesMax)).Message.ShouldContain("do not fit a decimal");
    }

    [Fact]
    public void Terms_of_a_cell_equal_the_sum_of_its_reports()
    {
        var cells =
            from fee in Gen.Choose(0, 1_000_000)
            from extra in Gen.Choose(0, 1_000_000)
            from over in Gen.Choose(0, 50)
            from priority in Gen.Elements(Priority.Routine, Priority.Urgent, Priority.Stat)
            from images in Gen.Choose(0, 100).ListOf()
            select (Rule: Rule(fee / 1_000m, [1.5m, 2.25m, 3.125m], new(over, extra / 1_000m)), Priority: priority, Images: images);
        Prop.ForAll(cells.ToArbitrary(), cell =>
        {
            var terms = new CogsTerms(cell.Rule);
            var expected = cell.Images.Sum(images =>
                cell.Rule.Fee + cell.Rule.Surcharges[(int)cell.Priority]
                + (Math.Max(0, images - cell.Rule.ExtraImages!.Over) * cell.Rule.ExtraImages.Fee));
            cell.Images.Sum(images => Cogs.Of(cell.Rule, cell.Priority, images)).ShouldBe(expected);
            terms.Of(cell.Priority, cell.Images.Count, cell.Images.Sum(images => terms.Excess(images)))
                .ShouldBe((Int128)(expected * 100_000_000m));
        }).QuickCheckThrowOnFailure();
    }

    private static ProviderRuleRecord Rule(decimal fee, decimal[] surcharges, ExtraImages? extra) =>
        new("P-1", new(null, null, null, null, null), fee, "INR", surcharges, extra, new(2026, 1, 1), null, DateTimeOffset.UnixEpoch, "{}");
}
