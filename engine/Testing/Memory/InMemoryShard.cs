using Sluice.Engine.State;

namespace Sluice.Engine.Testing.Memory;

/// <summary>Where one shard stands, and its segments by sequence. Guarded by the store's lock.</summary>
internal sealed class InMemoryShard(int number)
{
    private readonly SortedDictionary<long, byte[]> _segments = [];

    public long Epoch { get; private set; }

    public long Sequence { get; private set; }

    public Positions Positions { get; private set; } = Positions.None;

    /// <summary>The segments kept, each under its sequence, in that order.</summary>
    public IReadOnlyList<(long Sequence, byte[] Bytes)> Segments => [.. _segments.Select(s => (s.Key, s.Value))];

    /// <summary>The same shard apart: what happens to either does not touch the other.</summary>
    public InMemoryShard Copy()
    {
        var copy = new InMemoryShard(number) { Epoch = Epoch, Sequence = Sequence, Positions = Positions };
        foreach (var (sequence, bytes) in _segments)
        {
            copy._segments[sequence] = bytes;
        }

        return copy;
    }

    public ShardLease Take() => new(number, ++Epoch, Sequence, Positions);

    public void CheckOwner(long epoch)
    {
        if (epoch != Epoch)
        {
            throw new FencedException($"shard {number} is at epoch {Epoch}, not {epoch}");
        }
    }

    /// <summary>Everything that can refuse the commit, so that applying it cannot fail half-way.</summary>
    public void Check(ShardCommit commit)
    {
        CheckOwner(commit.Epoch);
        if (commit.Sequence != Sequence + 1)
        {
            throw new FencedException($"shard {number} stands at {Sequence}, which commit {commit.Sequence} does not follow");
        }

        Invariant.Check(Positions.All.All(p => commit.Positions[p.Key] >= p.Value), "a position never moves back");
        Invariant.Check(commit.Merge is not { } m || (m.From <= m.To && m.To < commit.Sequence), "a merge covers earlier segments only");
    }

    public void Apply(ShardCommit commit)
    {
        if (commit.Merge is { } merge)
        {
            foreach (var merged in _segments.Keys.Where(s => s >= merge.From && s <= merge.To).ToList())
            {
                _segments.Remove(merged);
            }

            _segments[merge.To] = merge.Bytes.ToArray();
        }

        if (!commit.Segment.IsEmpty)
        {
            _segments[commit.Sequence] = commit.Segment.ToArray();
        }

        Sequence = commit.Sequence;
        Positions = commit.Positions;
    }
}
