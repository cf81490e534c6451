using System.Collections.Immutable;
using Sluice.Topology.Records;
using Sluice.Topology.Records.Scalars;

namespace Sluice.Topology.Reference;

/// <summary>All versions of one thing, oldest first by (recorded_at as an instant, canonical text): a set, whatever the order of arrival.</summary>
internal sealed class History<T>
    where T : ReferenceRecord
{
    private History(ImmutableArray<T> versions) => Versions = versions;

    public ImmutableArray<T> Versions { get; }

    public T Latest => Versions[^1];

    public static History<T> Of(T record) => new([record]);

    /// <summary>This history and the record; itself when the record is known already.</summary>
    public History<T> With(T record)
    {
        var at = Versions.Length;
        while (at > 0)
        {
            var order = Compare(Versions[at - 1], record);
            if (order == 0)
                return this;
            if (order < 0)
                break;
            at--;
        }

        return new(Versions.Insert(at, record));
    }

    /// <summary>The version that counted at the instant (null: now), or null where none was recorded by then.</summary>
    public T? LatestAt(DateTimeOffset? instant)
    {
        if (instant is null)
            return Latest;
        for (var i = Versions.Length - 1; i >= 0; i--)
        {
            if (Versions[i].RecordedAt <= instant)
                return Versions[i];
        }

        return null;
    }

    /// <summary>The versions that share their recorded_at with another, so that only their text decides.</summary>
    public IEnumerable<T> Ties() =>
        Versions.Where((version, i) =>
            (i > 0 && Versions[i - 1].RecordedAt == version.RecordedAt)
            || (i < Versions.Length - 1 && Versions[i + 1].RecordedAt == version.RecordedAt));

    private static int Compare(T left, T right)
    {
        var byInstant = left.RecordedAt.CompareTo(right.RecordedAt);
        return byInstant != 0 ? byInstant : Utf8Order.Compare(left.Canonical, right.Canonical);
    }
}
