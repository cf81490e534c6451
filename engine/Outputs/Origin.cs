using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Sluice.Engine.Outputs;

/// <summary>
/// The commits that a published row tells of: of each shard that changed it, the number of the last one, as the text
/// <c>shard:sequence[,shard:sequence…]</c>. The row holds at least what these commits wrote. Immutable.
/// </summary>
/// <remarks>
/// Messages go out at least once, and a publisher that was stopped may send an old one late. Whoever keeps each row's
/// highest sequences, deleted rows' too, and takes a message only where <see cref="TellsMoreThan"/> holds, ends with the
/// rows as they are.
/// </remarks>
public sealed class Origin
{
    /// <summary>
    /// Orders messages so that each shard's lie in the order of its commits, where a row has one shard; shard by shard,
    /// one that is absent before any number.
    /// </summary>
    public static readonly IComparer<Origin> Order = Comparer<Origin>.Create(Compare);

    private readonly ImmutableSortedDictionary<int, long> _last;

    private Origin(ImmutableSortedDictionary<int, long> last) => _last = last;

    public static Origin Of(int shard, long sequence) => new(ImmutableSortedDictionary<int, long>.Empty.Add(shard, sequence));

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It is not an origin.</exception>
    public static Origin Parse(ReadOnlySpan<byte> utf8)
    {
        var last = ImmutableSortedDictionary.CreateBuilder<int, long>();
        foreach (var pair in Encoding.UTF8.GetString(utf8).Split(','))
        {
            var colon = pair.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                throw new FormatException($"{pair} is not shard:sequence");
            }

            last[int.Parse(pair.AsSpan(0, colon), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)] =
                long.Parse(pair.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        }

        return new Origin(last.ToImmutable());
    }

    /// <summary>Both together: of each shard the higher number.</summary>
    public Origin And(Origin? other)
    {
        if (other is null || !other.TellsMoreThan(this))
        {
            return this;
        }

        // Almost always: a later commit of the one shard that has the row.
        var replaces = _last.Count == 1 && other._last.Count == 1 && _last.ContainsKey(other._last.First().Key);
        return replaces ? other : new Origin(_last.SetItems(other._last.Where(l => l.Value > _last.GetValueOrDefault(l.Key, long.MinValue))));
    }

    /// <summary>Whether it has a commit beyond those that are known of the row; null for nothing known.</summary>
    public bool TellsMoreThan(Origin? known) => known is null || _last.Any(l => l.Value > known._last.GetValueOrDefault(l.Key, long.MinValue));

    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(ToString());

    public override string ToString() => string.Join(',', _last.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Key}:{l.Value}")));

    private static int Compare(Origin x, Origin y)
    {
        using var left = x._last.GetEnumerator();
        using var right = y._last.GetEnumerator();
        while (true)
        {
            var (more, moreRight) = (left.MoveNext(), right.MoveNext());
            if (!more || !moreRight)
            {
                return more.CompareTo(moreRight);
            }

            var ((shard, last), (otherShard, otherLast)) = (left.Current, right.Current);
            var order = shard == otherShard ? last.CompareTo(otherLast) : otherShard.CompareTo(shard);
            if (order != 0)
            {
                return order;
            }
        }
    }
}
