using Sluice.Engine.Replay;

namespace Sluice.Engine.Tests.Replay;

public sealed class WindowRangesTests
{
    private const long Block = Limits.WindowBlockOffsets;

    [Fact]
    public void Blocks_are_joined_where_they_touch_and_end_where_reading_ends() =>
        WindowRanges.Of([5, 0, 1, 1], indexed: 6 * Block, end: 6 * Block).ShouldBe([(0, 2 * Block), (5 * Block, 6 * Block)]);

    [Fact]
    public void All_that_is_not_indexed_yet_is_read() =>
        WindowRanges.Of([0], indexed: (3 * Block) + 10, end: (3 * Block) + 90).ShouldBe([(0, Block), ((3 * Block) + 10, (3 * Block) + 90)]);

    [Fact]
    public void A_block_that_is_being_filled_and_the_rest_are_one_range() =>
        WindowRanges.Of([2, 3, 9], indexed: (2 * Block) + 10, end: 4 * Block).ShouldBe([(2 * Block, 4 * Block)]);

    [Fact]
    public void An_end_within_a_block_cuts_it() =>
        WindowRanges.Of([0, 1, 2], indexed: Block + 7, end: Block + 7).ShouldBe([(0, Block + 7)]);

    [Fact]
    public void Nothing_noted_and_nothing_new_is_nothing_to_read() =>
        WindowRanges.Of([], indexed: 100, end: 100).ShouldBeEmpty();
}
