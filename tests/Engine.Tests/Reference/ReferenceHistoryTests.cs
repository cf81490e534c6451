using System.Text;
using Sluice.Engine.Log;
using Sluice.Engine.Reference;
using Sluice.Engine.State;
using Sluice.Engine.Tests.Shards;

namespace Sluice.Engine.Tests.Reference;

public class ReferenceHistoryTests
{
    private static readonly TopicPartition Prices = new(TallyTopology.Prices, 0);
    private static readonly TopicPartition Other = new(TallyTopology.Prices, 1);

    private readonly ReferenceHistory<TallyPrices> _history = new(new TallyPricesFold());

    [Fact]
    public void The_view_stands_at_the_end_of_what_was_read()
    {
        _history.Current.Positions.ShouldBe(Positions.None);

        var view = _history.Append(Batch(Prices, 0, ("a", "5"), ("b", "7")));

        view.ShouldBeSameAs(_history.Current);
        view.Data.Of("a").ShouldBe(5);
        view.Positions.ShouldBe(Positions.None.With(Prices, 2));
    }

    [Fact]
    public void An_earlier_view_does_not_change()
    {
        var before = _history.Append(Batch(Prices, 0, ("a", "5"), ("b", "x")));
        _history.Append(Batch(Prices, 2, ("a", "6"), ("b", "y")));

        before.Data.Of("a").ShouldBe(5);
        before.Rejected.Count.ShouldBe(1);
        before.Positions[Prices].ShouldBe(2);
    }

    [Fact]
    public void The_data_of_earlier_positions_can_be_asked_for()
    {
        _history.Append(Batch(Prices, 0, ("a", "5"), ("a", "6")));
        _history.Append(Batch(Other, 0, ("a", "9")));

        _history.At(Positions.None).Of("a").ShouldBe(1);
        _history.At(Positions.None.With(Prices, 1)).Of("a").ShouldBe(5);
        _history.At(Positions.None.With(Prices, 2)).Of("a").ShouldBe(6);
        _history.At(Positions.None.With(Other, 1)).Of("a").ShouldBe(9);
        _history.At(_history.Current.Positions).ByGroup.ShouldBe(_history.Current.Data.ByGroup);
    }

    [Fact]
    public void Records_below_the_position_are_not_taken_twice()
    {
        _history.Append(Batch(Prices, 0, ("a", "5"), ("b", "x")));
        var view = _history.Append(Batch(Prices, 0, ("a", "500"), ("b", "x"), ("c", "3")));

        view.Data.Of("a").ShouldBe(5);
        view.Data.Of("c").ShouldBe(3);
        view.Rejected.Count.ShouldBe(1);
        view.Positions[Prices].ShouldBe(3);
    }

    [Fact]
    public void A_gap_at_the_end_of_a_batch_moves_the_position()
    {
        var batch = Batch(Prices, 0, ("a", "5")) with { NextOffset = 9 };

        _history.Append(batch).Positions[Prices].ShouldBe(9);
    }

    [Fact]
    public void What_cannot_be_taken_is_kept_with_its_bytes_and_reason()
    {
        var rejected = _history.Append(Batch(Other, 4, ("a", "dear"))).Rejected.ShouldHaveSingleItem();

        rejected.Source.ShouldBe(Other);
        rejected.Offset.ShouldBe(4);
        rejected.Key.ShouldBe("a"u8.ToArray());
        rejected.Payload.ShouldBe("dear"u8.ToArray());
        (rejected.Reason.Field, rejected.Reason.Value).ShouldBe(("price", "dear"));
    }

    [Fact]
    public void Partitions_may_interleave_in_any_way()
    {
        var other = new ReferenceHistory<TallyPrices>(new TallyPricesFold());
        var (first, second, third) = (Batch(Prices, 0, ("a", "5")), Batch(Other, 0, ("a", "7"), ("b", "2")), Batch(Prices, 1, ("b", "3")));
        foreach (var batch in new[] { first, second, third })
        {
            _history.Append(batch);
        }

        foreach (var batch in new[] { second, first, third })
        {
            other.Append(batch);
        }

        other.Current.Data.ByGroup.ShouldBe(_history.Current.Data.ByGroup);
        other.Current.Positions.ShouldBe(_history.Current.Positions);
    }

    private static LogBatch Batch(TopicPartition source, long from, params (string Group, string Price)[] prices)
    {
        var builder = new LogBatchBuilder();
        foreach (var (group, price) in prices)
        {
            builder.Add(Encoding.UTF8.GetBytes(group), Encoding.UTF8.GetBytes(price), timestampMs: 0);
        }

        return new LogBatch(source, from, from + prices.Length, prices.Length, builder.Take().Bytes);
    }
}
