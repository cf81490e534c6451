using Sluice.Connectors.Fx.Calendar;
using Sluice.Connectors.Fx.Ecb;
using Sluice.Connectors.Fx.Rates;

namespace Sluice.Connectors.Fx.Source;

/// <summary>The days on which the ECB should have published, and for which the log has nothing. Owned by one round.</summary>
internal sealed class Gaps
{
    /// <summary>Days that new books are given.</summary>
    public const int DaysOfNewBooks = 90;

    private static readonly DateOnly First = new(1999, 1, 4);

    private readonly SortedSet<DateOnly> _open;
    private readonly HashSet<DateOnly> _unpublished;
    private readonly bool _newBooks;

    /// <param name="from">The first day that is wanted; null for the oldest known, or a first ninety days.</param>
    /// <param name="daily">The newest file.</param>
    public Gaps(KnownRates known, DateOnly? from, EcbRates daily, IEnumerable<DateOnly> unpublished)
    {
        _newBooks = from is null && known.OldestPublished is null;
        From = from ?? known.OldestPublished ?? daily.Newest.AddDays(-DaysOfNewBooks);
        From = From < First ? First : From;
        _unpublished = [.. unpublished];
        var missing = TargetDays.Between(From, daily.Newest).Where(d => !known.IsPublished(d) && !_unpublished.Contains(d));
        _open = [.. missing.Except(daily.Days.Select(d => d.Date))];
    }

    /// <summary>The first day that is wanted.</summary>
    public DateOnly From { get; }

    /// <summary>Days that lack rates.</summary>
    public int Count => _open.Count;

    /// <summary>Days on which the ECB has published nothing, as its history says.</summary>
    public IReadOnlyList<DateOnly> Unpublished => [.. _unpublished.Order()];

    /// <summary>Takes what a file fills; what lies within its span and is not in it was never published.</summary>
    /// <param name="isAll">There is no older day than the file's anywhere.</param>
    public void Fill(EcbRates file, bool isAll)
    {
        _open.ExceptWith(file.Days.Select(d => d.Date));

        // New books do not ask for more than the file has: nobody named a first day.
        var settled = _open.Where(d => d >= file.Oldest || isAll || _newBooks).ToList();
        _open.ExceptWith(settled);
        _unpublished.UnionWith(settled.Where(d => d >= file.Oldest || isAll));
    }
}
