using Sluice.Engine.State;

namespace Sluice.Engine.Tests.State;

public class ShardStateTests
{
    private const byte NamesId = 4;
    private const byte CountersId = 2;

    [Fact]
    public void A_segment_lies_as_documented()
    {
        var (state, names, _) = Parts();
        names.Number("ab"u8);

        Convert.ToHexStringLower(state.TakeChanges(1).Segment.Span).ShouldBe("01" + "04" + "06000000" + "02000000" + "6162");
    }

    [Fact]
    public void A_segment_holds_what_changed_since_the_last_and_nothing_else()
    {
        var (state, names, counters) = Parts();
        names.Number("a"u8);
        counters.Add("n", 1);
        var first = state.TakeChanges(1).Segment;
        names.Number("b"u8);
        var second = state.TakeChanges(2).Segment;

        var (third, merge) = state.TakeChanges(3);
        (third.IsEmpty, merge).ShouldBe((true, null));
        second.Span[1].ShouldBe(NamesId);
        second.Length.ShouldBe(1 + 5 + 4 + 1);

        var (restored, sameNames, sameCounters) = Parts();
        restored.Restore(1, first.Span);
        restored.Restore(2, second.Span);
        sameNames.Text(1).ShouldBe("b");
        sameCounters.Values["n"].ShouldBe(1);
        restored.TakeChanges(3).Segment.IsEmpty.ShouldBeTrue("what was restored is stored already");
    }

    [Fact]
    public void The_64th_small_segment_is_merged_with_those_before_by_the_next_commit()
    {
        var kept = Run(commits: Limits.SmallSegmentsMax + 1, bytesEach: 10);

        kept.Merges.ShouldBe([(1L, (long)Limits.SmallSegmentsMax)]);
        kept.Segments.Keys.ShouldBe([Limits.SmallSegmentsMax, Limits.SmallSegmentsMax + 1L]);
        Run(commits: Limits.SmallSegmentsMax, bytesEach: 10).Merges.ShouldBeEmpty();
    }

    [Fact]
    public void Merged_segments_load_as_the_unmerged_ones_do()
    {
        var kept = Run(commits: 300, bytesEach: 50);

        kept.Merges.Count.ShouldBe(4);
        var (merged, names, counters) = Parts();
        foreach (var (sequence, segment) in kept.Segments)
        {
            merged.Restore(sequence, segment);
        }

        var (plain, plainNames, plainCounters) = Parts();
        for (var i = 0; i < kept.Unmerged.Count; i++)
        {
            plain.Restore(i + 1, kept.Unmerged[i]);
        }

        names.Count.ShouldBe(300);
        Enumerable.Range(0, 300).Select(names.Text).ShouldBe(Enumerable.Range(0, 300).Select(plainNames.Text));
        counters.Values.ShouldBe(plainCounters.Values);
    }

    [Fact]
    public void Merging_goes_on_from_merged_segments_until_they_are_large()
    {
        // 64 of 1 KiB make one of 64 KiB, small still; with 63 more it makes one beyond the limit, which stays alone.
        var kept = Run(commits: 64 + 63 + 64 + 2, bytesEach: 1030);

        kept.Merges.ShouldBe([(1L, 64L), (64L, 127L), (128L, 191L)]);
        kept.Segments[127].Length.ShouldBeGreaterThanOrEqualTo(Limits.SmallSegmentBytesMax);
    }

    [Fact]
    public void Large_segments_are_never_merged()
    {
        var kept = Run(commits: 70, bytesEach: Limits.SmallSegmentBytesMax);

        kept.Merges.ShouldBeEmpty();
        kept.Segments.Count.ShouldBe(70);
    }

    [Fact]
    public void A_format_or_part_this_version_does_not_know_is_refused()
    {
        var (state, names, _) = Parts();
        names.Number("a"u8);
        var segment = state.TakeChanges(1).Segment.ToArray();
        var (other, _, _) = Parts();

        Should.Throw<InvariantException>(() => other.Restore(1, [])).Message.ShouldContain("format");
        Should.Throw<InvariantException>(() => other.Restore(1, [2, .. segment[1..]])).Message.ShouldContain("format");
        Should.Throw<InvariantException>(() => other.Restore(1, [1, 99, .. segment[2..]])).Message.ShouldContain("part is known");
        other.Restore(1, segment);
    }

    [Fact]
    public void Two_parts_cannot_share_an_id()
    {
        var (state, _, _) = Parts();
        Should.Throw<InvariantException>(() => state.Register(NamesId, new Counters()));
    }

    [Fact]
    public void Small_segments_of_earlier_runs_are_merged_too()
    {
        var kept = new Kept();
        for (var run = 0; run < 100; run++)
        {
            Run(commits: 3, bytesEach: 10, kept);
        }

        kept.Segments.Count.ShouldBeLessThanOrEqualTo(Limits.SmallSegmentsMax + 1);
        kept.Merges.ShouldBe([(1L, 64L), (64L, 127L), (127L, 190L), (190L, 253L)]);
        var (restored, names, counters) = Parts();
        kept.Restore(restored);
        Enumerable.Range(0, 300).Select(names.Text).ShouldBe(Enumerable.Range(1, 300).Select(i => $"{i:00000}....."));
        counters.Values["names"].ShouldBe(300);
    }

    [Fact]
    public void Many_small_segments_that_were_never_merged_become_few_a_bounded_number_at_a_time()
    {
        var kept = new Kept();
        var (state, names, counters) = Parts();
        for (var sequence = 1; sequence <= 400; sequence++)
        {
            names.Number(System.Text.Encoding.UTF8.GetBytes($"{sequence:00000}.....".PadRight(10)));
            counters.Add("names", 1);
            kept.Apply(sequence, (state.TakeChanges(sequence).Segment, null));
        }

        Run(commits: 10, bytesEach: 10, kept);

        kept.Segments.Count.ShouldBeLessThan(Limits.SmallSegmentsMax);
        kept.Merges.ShouldAllBe(m => m.To - m.From < Limits.SmallSegmentsMax + Limits.SmallSegmentsMax);
        var (restored, sameNames, sameCounters) = Parts();
        kept.Restore(restored);
        Enumerable.Range(0, 410).Select(sameNames.Text).ShouldBe(Enumerable.Range(1, 410).Select(i => $"{i:00000}....."));
        sameCounters.Values["names"].ShouldBe(410);
    }

    /// <summary>A run from what is kept: commits that each add one name and count it, kept as a store would.</summary>
    private static Kept Run(int commits, int bytesEach, Kept? earlier = null)
    {
        var (state, names, counters) = Parts();
        var kept = earlier ?? new Kept();
        kept.Restore(state);
        var first = kept.Unmerged.Count + 1;
        for (var sequence = first; sequence < first + commits; sequence++)
        {
            names.Number(System.Text.Encoding.UTF8.GetBytes($"{sequence:00000}".PadRight(bytesEach, '.')));
            counters.Add("names", 1);
            kept.Apply(sequence, state.TakeChanges(sequence));
        }

        return kept;
    }

    private static (ShardState State, StringTable Names, Counters Counters) Parts()
    {
        var state = new ShardState();
        return (state, state.Register(NamesId, new StringTable()), state.Register(CountersId, new Counters()));
    }

    private sealed class Kept
    {
        public SortedDictionary<long, byte[]> Segments { get; } = [];

        public List<byte[]> Unmerged { get; } = [];

        public List<(long From, long To)> Merges { get; } = [];

        public void Restore(ShardState state)
        {
            foreach (var (sequence, segment) in Segments)
            {
                state.Restore(sequence, segment);
            }
        }

        public void Apply(long sequence, (ReadOnlyMemory<byte> Segment, SegmentMerge? Merge) changes)
        {
            if (changes.Merge is { } merge)
            {
                Merges.Add((merge.From, merge.To));
                Segments.Keys.Where(s => s >= merge.From && s <= merge.To).ToList().ForEach(s => Segments.Remove(s));
                Segments[merge.To] = merge.Bytes.ToArray();
            }

            Segments[sequence] = changes.Segment.ToArray();
            Unmerged.Add(changes.Segment.ToArray());
        }
    }
}
