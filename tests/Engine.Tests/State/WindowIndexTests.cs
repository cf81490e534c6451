using System.Buffers;
using Sluice.Engine.State;

namespace Sluice.Engine.Tests.State;

public class WindowIndexTests
{
    private const long Block = Limits.WindowBlockOffsets;

    [Fact]
    public void A_window_has_the_blocks_that_hold_it_joined_where_they_touch()
    {
        var index = Noted((0, 5, 7), (0, Block - 1, 7), (0, Block, 7), (0, (3 * Block) + 1, 7), (0, 2 * Block, 8));

        index.Ranges(0, 7).ShouldBe([(0, 2 * Block), (3 * Block, 4 * Block)]);
        index.Ranges(0, 8).ShouldBe([(2 * Block, 3 * Block)]);
        index.Ranges(0, 9).ShouldBeEmpty();
    }

    [Fact]
    public void Inputs_are_kept_apart()
    {
        var index = Noted((0, 1, 7), (1, 9 * Block, 7));

        index.Ranges(0, 7).ShouldBe([(0, Block)]);
        index.Ranges(1, 7).ShouldBe([(9 * Block, 10 * Block)]);
    }

    [Fact]
    public void A_block_of_a_window_is_stored_once_however_often_windows_alternate()
    {
        var index = new WindowIndex();
        for (var i = 0; i < 1000; i++)
        {
            index.Note(0, i, i % 2);
        }

        index.Mark.ShouldBe(2);
    }

    [Fact]
    public void Ranges_are_the_same_after_a_restart_and_grow_on()
    {
        var index = Noted((0, 5 * Block, 7), (2, 0, 7));
        var first = Written(index, 0, 1);
        var second = Written(index, 1, 2);

        var restored = new WindowIndex();
        restored.Restore(first);
        restored.Restore(second);
        restored.Note(0, (5 * Block) + 1, 7);
        restored.Mark.ShouldBe(2);
        restored.Note(0, 4 * Block, 7);

        restored.Ranges(0, 7).ShouldBe([(4 * Block, 6 * Block)]);
        restored.Ranges(2, 7).ShouldBe([(0, Block)]);
    }

    [Fact]
    public void What_was_noted_becomes_rows_once()
    {
        var index = Noted((0, 5, 7), (1, Block, 8));
        index.TakeNew().ShouldBe([(0, 7, 0), (1, 8, 1)]);
        index.TakeNew().ShouldBeEmpty();
        index.Note(0, 6, 7);
        index.Note(0, Block, 7);
        index.TakeNew().ShouldBe([(0, 7, 1)]);
    }

    [Fact]
    public void State_from_before_there_were_rows_becomes_rows_once_and_not_after_the_next_restart()
    {
        var old = Noted((0, 5, 7), (1, Block, 8));
        var first = new WindowIndex();
        first.Restore(Written(old, 0, old.Mark));
        var before = first.Mark;
        first.Note(0, 2 * Block, 7);
        first.TakeNew().ShouldBe([(0, 7, 0), (1, 8, 1), (0, 7, 2)]);

        var second = new WindowIndex();
        second.Restore(Written(first, 0, before));
        second.Restore(Written(first, before, first.Mark));
        second.TakeNew().ShouldBeEmpty();
        second.Note(0, 3 * Block, 7);
        second.TakeNew().ShouldBe([(0, 7, 3)]);
        second.Ranges(0, 7).ShouldBe([(0, Block), (2 * Block, 4 * Block)]);
    }

    private static WindowIndex Noted(params (int Input, long Offset, int Window)[] notes)
    {
        var index = new WindowIndex();
        foreach (var (input, offset, window) in notes)
        {
            index.Note(input, offset, window);
        }

        return index;
    }

    private static byte[] Written(WindowIndex index, long since, long until)
    {
        var buffer = new ArrayBufferWriter<byte>();
        index.Write(buffer, since, until);
        return buffer.WrittenSpan.ToArray();
    }
}
