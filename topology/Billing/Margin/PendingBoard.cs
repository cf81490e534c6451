using Sluice.Engine.Actors;
using Sluice.Engine.Outputs;
using Sluice.Topology.Time;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// The reports that count in no total, and why, as people see them in <c>pending_records</c> and <c>late_records</c>. Only what differs from
/// the rows already given out is written. Owned by the shard's thread.
/// </summary>
public sealed class PendingBoard
{
    private const int WordsMax = 10_000;

    private readonly Dictionary<int, Notice> _notices = [];
    private readonly Dictionary<int, Notice> _shown = [];
    private readonly HashSet<int> _changed = [];

    // Reports that wait for the same thing share the words.
    private readonly HashSet<Notice> _words = [];

    /// <summary>Puts up, changes or (with null) takes down the notice of a fact.</summary>
    public void Set(int fact, Notice? notice)
    {
        if (notice is null ? _notices.Remove(fact) : Replace(fact, notice))
        {
            _changed.Add(fact);
        }
    }

    /// <summary>The notice of a fact, or null.</summary>
    public Notice? Of(int fact) => _notices.GetValueOrDefault(fact);

    /// <summary>Facts with a notice.</summary>
    public int Count => _notices.Count;

    /// <summary>Takes the notices as already given out: they come from the store.</summary>
    public void MarkShown()
    {
        _shown.Clear();
#if PLANTED_BUGS
        if (Engine.PlantedBugs.Is(Engine.Bug.SideBufferDropped))
        {
            _notices.Clear();
        }
#endif
        foreach (var (fact, notice) in _notices)
        {
            _shown[fact] = notice;
        }

        _changed.Clear();
    }

    /// <summary>Gives out what changed, in the order of the facts.</summary>
    public void Collect(StepOutput output, Func<int, Notice, RowChange> row, Func<int, Notice, RowChange> gone)
    {
        foreach (var fact in _changed.Order())
        {
            var notice = _notices.GetValueOrDefault(fact);
            var shown = _shown.GetValueOrDefault(fact);
            if (notice == shown)
            {
                continue;
            }

            if (shown is not null && notice?.IsLate != shown.IsLate)
            {
                _shown.Remove(fact);
                output.Add(gone(fact, shown));
            }

            if (notice is not null)
            {
                _shown[fact] = notice;
                output.Add(row(fact, notice));
            }
        }

        _changed.Clear();
    }

    private bool Replace(int fact, Notice notice)
    {
        if (_words.TryGetValue(notice, out var same))
        {
            notice = same;
        }
        else if (_words.Count < WordsMax)
        {
            _words.Add(notice);
        }

        _notices[fact] = notice;
        return true;
    }
}

/// <summary>Why a report waits.</summary>
/// <param name="Kind"><c>pending</c>, <c>held</c>, <c>conflict</c> or <c>late</c>.</param>
/// <param name="Reason">A sentence for a person.</param>
/// <param name="WaitsFor">The closed month that a late one waits for; null for others.</param>
public sealed record Notice(string Kind, string Reason, BusinessMonth? WaitsFor = null)
{
    public const string Pending = "pending";
    public const string Held = "held";
    public const string Conflict = "conflict";
    public const string Late = "late";

    /// <summary>Of a report whose highest revision has two contents.</summary>
    public static Notice OfConflict(long revision) =>
        new(Conflict, $"revision {revision} has come with different contents; none counts until a higher revision decides");

    /// <summary>Whether it stands in <c>late_records</c>.</summary>
    public bool IsLate => Kind == Late;
}
