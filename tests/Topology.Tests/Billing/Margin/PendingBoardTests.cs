using Sluice.Engine.Actors;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Topology.Billing.Margin;

namespace Sluice.Topology.Tests.Billing.Margin;

public class PendingBoardTests
{
    private static readonly TableSchema s_table = new("t", 1, Outbox: false, new Column("fact", ColumnType.Integer), new Column("reason", ColumnType.Text));
    private static readonly Notice s_one = new(Notice.Pending, "one");
    private static readonly Notice s_two = new(Notice.Pending, "two");
    private readonly PendingBoard _board = new();

    [Fact]
    public void Notices_are_given_out_once_in_the_order_of_the_facts()
    {
        _board.Set(9, s_one);
        _board.Set(3, s_two);

        Collected().ShouldBe(["3 two", "9 one"]);
        Collected().ShouldBeEmpty();
        _board.Count.ShouldBe(2);
    }

    [Fact]
    public void Only_what_differs_from_the_rows_given_out_is_written()
    {
        _board.Set(1, s_one);
        Collected();

        _board.Set(1, null);
        _board.Set(1, s_one with { });
        Collected().ShouldBeEmpty("taken down and put up again with the same words");

        _board.Set(1, s_two);
        Collected().ShouldBe(["1 two"]);
        _board.Set(1, null);
        Collected().ShouldBe(["−1"]);
        _board.Count.ShouldBe(0);
    }

    [Fact]
    public void A_notice_that_nobody_saw_leaves_no_trace()
    {
        _board.Set(1, s_one);
        _board.Set(1, null);
        _board.Set(2, null);

        Collected().ShouldBeEmpty();
    }

    [Fact]
    public void Restored_notices_count_as_given_out()
    {
        _board.Set(1, s_one);
        _board.Set(2, s_one);
        _board.MarkShown();
        Collected().ShouldBeEmpty();

        _board.Set(1, s_one);
        _board.Set(2, null);
        Collected().ShouldBe(["−2"]);
    }

    private List<string> Collected()
    {
        var output = new StepOutput(new Counters());
        _board.Collect(output, (fact, notice) => RowChange.Upsert(s_table, (long)fact, notice.Reason), (fact, _) => RowChange.Delete(s_table, (long)fact));
        return [.. output.Rows.Select(r => r.Deleted ? $"−{r.Values[0]}" : $"{r.Values[0]} {r.Values[1]}")];
    }
}
