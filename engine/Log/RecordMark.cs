using System.Globalization;
using Sluice.Engine.State;

namespace Sluice.Engine.Log;

/// <summary>
/// A record by its offset and a hash of its time, key and value: kept with a position, it tells later whether the log is
/// still the one that the position was reached in.
/// </summary>
/// <param name="Offset">Where the record lies in its partition.</param>
/// <param name="Hash">Stable for ever: it is stored.</param>
public readonly record struct RecordMark(long Offset, ulong Hash)
{
    public static RecordMark Of(in Record record)
    {
        unchecked
        {
            var hash = Hash128.Finish((ulong)record.TimestampMs ^ (record.HasKey ? 1UL << 63 : 0) ^ (record.HasValue ? 1UL << 62 : 0));
            hash = Hash128.Finish(hash ^ Hash128.Short(record.Key));
            return new RecordMark(record.Offset, Hash128.Finish(hash + Hash128.Short(record.Value)));
        }
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static RecordMark Parse(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        return colon < 0
            ? throw new FormatException("a record's mark is offset:hash")
            : new RecordMark(
                long.Parse(text[..colon], NumberStyles.None, CultureInfo.InvariantCulture),
                ulong.Parse(text[(colon + 1)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
    }

    /// <summary><c>offset:hash</c>, the hash as 16 hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Offset}:{Hash:x16}");
}
