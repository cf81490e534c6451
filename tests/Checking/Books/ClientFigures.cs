using Sluice.Oracle.Results;

namespace Sluice.Checking.Books;

/// <summary>What <c>margin_summary</c> has to show of closed months.</summary>
internal sealed class ClientFigures
{
    private readonly Dictionary<(string Month, string Client), (MarginRow Row, long Version)> _rows = [];

    /// <summary>Without those that show nothing: such a month has no row.</summary>
    public IEnumerable<(MarginRow Row, long Version)> Shown => _rows.Values.Where(r => !ShowsNothing(r.Row));

    /// <summary>Books figures; a version more where they differ or <paramref name="isMoved"/> says that other reports are booked. Tells whether so.</summary>
    /// <param name="figures">Null where nothing was charged or earned.</param>
    public bool Book(string client, string month, MarginRow? figures, bool isMoved)
    {
        var before = _rows.GetValueOrDefault((month, client));
        var row = figures ?? new MarginRow(month, client, 0, 0, "", 0, 0, 0, null);
        var isSame = before.Row is not null && (before.Row == row || (ShowsNothing(before.Row) && ShowsNothing(row)));
        if (isSame && !isMoved)
        {
            return false;
        }

        _rows[(month, client)] = (row, before.Version + 1);
        return true;
    }

    private static bool ShowsNothing(MarginRow row) => row is { Reports: 0, Revenue: 0 };
}
