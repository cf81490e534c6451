using System.Collections.Immutable;

namespace Sluice.Topology.Reference;

/// <summary>
/// Which books a book came from, and what each step changed: to go from one to the next needs no comparison of the
/// two. Only the latest steps are remembered; the books themselves are not held. Immutable.
/// </summary>
internal sealed class BookLineage
{
    /// <summary>More steps than a shard falls behind; beyond it the books are compared.</summary>
    private const int StepsMax = 64;

    // Oldest first.
    private readonly ImmutableArray<(object From, BookDelta Delta)> _steps;
    private readonly object _id = new();

    private BookLineage(ImmutableArray<(object From, BookDelta Delta)> steps) => _steps = steps;

    /// <summary>A book without a past.</summary>
    public static BookLineage Begin() => new([]);

    /// <summary>The next book.</summary>
    public BookLineage Then(BookDelta delta)
    {
        var kept = _steps.Length < StepsMax ? _steps : _steps.RemoveAt(0);
        return new(kept.Add((_id, delta)));
    }

    /// <summary>What changed since an earlier book, or null where it is none of those remembered.</summary>
    public BookDelta? Since(BookLineage earlier)
    {
        if (ReferenceEquals(this, earlier))
            return BookDelta.None;
        for (var from = _steps.Length - 1; from >= 0; from--)
        {
            if (ReferenceEquals(_steps[from].From, earlier._id))
                return _steps[from..].Aggregate(BookDelta.None, (all, step) => all.Union(step.Delta));
        }

        return null;
    }
}
