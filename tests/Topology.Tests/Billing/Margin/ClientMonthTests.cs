using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Time;

namespace Sluice.Topology.Tests.Billing.Margin;

public class ClientMonthTests
{
    private static readonly BusinessMonth s_february = new(2028, 2);

    [Fact]
    public void A_month_knows_its_days()
    {
        var month = new ClientMonth(new ClientActor(0, "C1"), s_february);
        month.Contains(s_february.FirstDay - 1).ShouldBeFalse();
        month.Contains(s_february.FirstDay).ShouldBeTrue();
        month.Contains(s_february.LastDay).ShouldBeTrue();
        month.Contains(s_february.LastDay + 1).ShouldBeFalse();
    }
}
