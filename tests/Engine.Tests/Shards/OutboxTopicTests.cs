using System.Text;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Tests.Control;

namespace Sluice.Engine.Tests.Shards;

/// <summary>Which topics the outbox makes, and where in them its messages lie.</summary>
public sealed class OutboxTopicTests : IDisposable
{
    private readonly OutboxDesk _desk = new() { Topology = ToyTopology.Build(new ToyBook()) };

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_table_that_is_an_input_too_is_told_to_its_one_partition_of_which_nothing_may_go() => _desk.Play(async publisher =>
    {
        (await _desk.Topics.TopicsAsync(default)).Select(t => t.Name).ShouldNotContain(ToyTopology.Marks.Name, "whoever reads it makes it, and keeps all of it");
        await _desk.Topics.EnsureTopicAsync(new TopicSpec(ToyTopology.Marks.Name, Partitions: 1), default);
        await _desk.CommitAsync(
            Limits.ControlShard, [.. Enumerable.Range(1, 10).Select(i => RowChange.Upsert(ToyTopology.Marks, (long)i, "a", 1L, "c"))]);

        _ = _desk.Run(publisher);
        await _desk.PassAsync(5);

        _desk.Notes.ShouldBeEmpty();
        (await _desk.Topics.OffsetsAsync(ToyTopology.Marks.Name, default)).Single().End.ShouldBe(10);
    });

    [Fact]
    public void Tables_that_are_for_queries_alone_have_no_topic() => _desk.Play(async _ =>
    {
        var topics = (await _desk.Topics.TopicsAsync(default)).Select(t => t.Name).ToList();

        topics.ShouldContain("tally");
        topics.ShouldNotContain(EngineTables.Counters.Name);
        topics.ShouldNotContain(ToyTopology.Audit.Name);
    });

    [Fact]
    public void Another_table_has_a_partition_a_shard_and_a_key_its_own() => _desk.Play(async publisher =>
    {
        string[] keys = ["a1", "a2", "a3", "a4"];
        await _desk.CommitAsync(0, [.. keys.Select(key => OutboxDesk.Tally(key, 1))]);

        _ = _desk.Run(publisher);
        await _desk.PassAsync(5);

        var ends = (await _desk.Topics.OffsetsAsync("tally", default)).Select(o => o.End);
        ends.ShouldBe(Enumerable.Range(0, 2).Select(p => (long)keys.Count(k => Partitioner.PartitionOf(Encoding.UTF8.GetBytes(k), 2) == p)));
    });

    [Fact]
    public void A_round_asks_nothing_of_a_topic_that_it_has_nothing_for() => _desk.Play(async publisher =>
    {
        var appends = 0;
        _desk.BeforeAppend = () =>
        {
            appends++;
            return Task.CompletedTask;
        };
        await _desk.CommitAsync(0, OutboxDesk.Tally("a", 1));

        _ = _desk.Run(publisher);
        await _desk.PassAsync(5);

        appends.ShouldBe(1);
    });
}
