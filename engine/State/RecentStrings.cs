using System.Buffers.Binary;

namespace Sluice.Engine.State;

/// <summary>
/// The numbers of short strings asked for lately, each found in one look: most of what a record names was named by
/// others just before. Forgets whatever another takes the place of. Owned by the shard's thread.
/// </summary>
internal sealed class RecentStrings
{
    /// <summary>Longest string that is remembered: two words hold all of it.</summary>
    private const int LengthMax = 16;
    private const int SlotBitsMax = 11;

    private Slot[] _slots = new Slot[1 << 4];
    private int _slotBits = 4;

    /// <summary>The number of a string, or −1 where it is not remembered.</summary>
    public int Find(scoped ReadOnlySpan<byte> text)
    {
        if (text.Length > LengthMax)
        {
            return -1;
        }

        var (first, last) = Words(text);
        ref var slot = ref _slots[SlotOf(first, last)];
        return slot.First == first && slot.Last == last && slot.Length == text.Length ? slot.NumberPlusOne - 1 : -1;
    }

    public void Remember(scoped ReadOnlySpan<byte> text, int number)
    {
        if (number >= _slots.Length / 4 && _slotBits < SlotBitsMax)
        {
            // A table of a few strings makes do with little; one that grows asks for all of them again.
            _slots = new Slot[1 << ++_slotBits];
        }

        if (text.Length <= LengthMax)
        {
            var (first, last) = Words(text);
            _slots[SlotOf(first, last)] = new Slot { First = first, Last = last, Length = text.Length, NumberPlusOne = number + 1 };
        }
    }

    /// <summary>Two words that, with the length, are equal for equal strings only. They overlap where it is below 16.</summary>
    private static (ulong First, ulong Last) Words(scoped ReadOnlySpan<byte> text)
    {
        if (text.Length >= 8)
        {
            return (BinaryPrimitives.ReadUInt64LittleEndian(text), BinaryPrimitives.ReadUInt64LittleEndian(text[^8..]));
        }

        if (text.Length >= 4)
        {
            return (BinaryPrimitives.ReadUInt32LittleEndian(text), BinaryPrimitives.ReadUInt32LittleEndian(text[^4..]));
        }

        return text.IsEmpty ? (0, 0) : (text[0] | ((ulong)text[text.Length / 2] << 8), text[^1]);
    }

    private int SlotOf(ulong first, ulong last) =>
        unchecked((int)(((first * 0x9E3779B185EBCA87) ^ (last * 0xC2B2AE3D27D4EB4F)) >> (64 - _slotBits)));

    private struct Slot
    {
        public ulong First;
        public ulong Last;
        public int Length;
        public int NumberPlusOne;
    }
}
