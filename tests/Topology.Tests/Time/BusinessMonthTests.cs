using Sluice.Topology.Time;

namespace Sluice.Topology.Tests.Time;

public class BusinessMonthTests
{
    [Theory]
    [InlineData("2026-01", 2026, 1, 31)]
    [InlineData("2024-02", 2024, 2, 29)]
    [InlineData("2100-02", 2100, 2, 28)]
    [InlineData("0001-01", 1, 1, 31)]
    [InlineData("9999-12", 9999, 12, 31)]
    public void A_month_is_read_and_written_alike(string text, int year, int month, int days)
    {
        BusinessMonth parsed = BusinessMonth.Parse(text);
        parsed.ShouldBe(new BusinessMonth(year, month));
        parsed.ToString().ShouldBe(text);
        parsed.Days.ShouldBe(days);
        (parsed.LastDay - parsed.FirstDay + 1).ShouldBe(days);
        BusinessMonth.OfDay(parsed.FirstDay).ShouldBe(parsed);
        BusinessMonth.OfDay(parsed.LastDay).ShouldBe(parsed);
        BusinessMonth.FromIndex(parsed.Index).ShouldBe(parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-1")]
    [InlineData("2026-00")]
    [InlineData("2026-13")]
    [InlineData("0000-01")]
    [InlineData("26-01-01")]
    [InlineData("2026/01")]
    [InlineData("2026-01 ")]
    [InlineData("2026-०१")]
    public void Anything_else_is_no_month(string text)
    {
        BusinessMonth.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => BusinessMonth.Parse(text)).Message.ShouldContain("YYYY-MM");
    }

    [Fact]
    public void Days_count_from_1970()
    {
        BusinessMonth.Parse("1970-01").FirstDay.ShouldBe(0);
        BusinessMonth.OfDay(-1).ToString().ShouldBe("1969-12");
        BusinessMonth.Parse("2026-01").Contains(BusinessMonth.Parse("2026-02").FirstDay).ShouldBeFalse();
    }

    [Fact]
    public void Months_are_ordered_and_stepped_across_years()
    {
        BusinessMonth december = BusinessMonth.Parse("2025-12");
        december.Plus(1).ToString().ShouldBe("2026-01");
        december.Plus(-12).ToString().ShouldBe("2024-12");
        (december < december.Plus(1)).ShouldBeTrue();
        december.CompareTo(december.Plus(-1)).ShouldBePositive();
        Should.Throw<ArgumentOutOfRangeException>(() => BusinessMonth.Parse("9999-12").Plus(1));
    }
}
