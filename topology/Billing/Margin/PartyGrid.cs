using System.Diagnostics.CodeAnalysis;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// What was worked out once a (party, place), both numbered from 0: asked for with every report, so each party has one
/// plain array. Owned by the shard's thread.
/// </summary>
public sealed class PartyGrid<T>
    where T : class
{
    private T?[]?[] _parties = [];

    /// <summary>What was worked out before, or null.</summary>
    public T? Find(int party, int place)
    {
        var parties = _parties;
        return (uint)party < (uint)parties.Length && parties[party] is { } places && (uint)place < (uint)places.Length ? places[place] : null;
    }

    public T Set(int party, int place, T value)
    {
        if (party >= _parties.Length)
        {
            Array.Resize(ref _parties, Math.Max(party + 1, _parties.Length * 2));
        }

        var places = _parties[party];
        Grow(ref places, place + 1);
        _parties[party] = places;
        return places[place] = value;
    }

    /// <summary>Takes over what another has of the parties that are touched, and forgets what it had of them.</summary>
    public void Replace(PartyGrid<T> other, Func<int, bool> touched)
    {
        if (_parties.Length < other._parties.Length)
        {
            Array.Resize(ref _parties, other._parties.Length);
        }

        for (var party = 0; party < _parties.Length; party++)
        {
            var others = party < other._parties.Length ? other._parties[party] : null;
            if ((others is not null || _parties[party] is not null) && touched(party))
            {
                _parties[party] = others;
            }
        }
    }

    private static void Grow([NotNull] ref T?[]? places, int count)
    {
        if (places is null || places.Length < count)
        {
            Array.Resize(ref places, count);
        }
    }
}
