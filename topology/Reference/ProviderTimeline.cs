using System.Collections.Immutable;
using Sluice.Topology.Records;

namespace Sluice.Topology.Reference;

/// <summary>What one provider was and when: a history per effective_from, ascending.</summary>
internal sealed class ProviderTimeline
{
    public static readonly ProviderTimeline Empty = new([]);

    private ProviderTimeline(ImmutableArray<History<ProviderRecord>> steps) => Steps = steps;

    public ImmutableArray<History<ProviderRecord>> Steps { get; }

    public ProviderTimeline With(ProviderRecord record)
    {
        var at = Steps.Length;
        while (at > 0 && Steps[at - 1].Latest.EffectiveFrom > record.EffectiveFrom)
            at--;
        if (at == 0 || Steps[at - 1].Latest.EffectiveFrom != record.EffectiveFrom)
            return new(Steps.Insert(at, History<ProviderRecord>.Of(record)));
        var known = Steps[at - 1];
        var wider = known.With(record);
        return ReferenceEquals(known, wider) ? this : new(Steps.SetItem(at - 1, wider));
    }

    /// <summary>The version with the latest effective_from on or before the day, or null before the first.</summary>
    public ProviderRecord? On(int day)
    {
        for (var i = Steps.Length - 1; i >= 0; i--)
        {
            var version = Steps[i].Latest;
            if (EpochDay.Of(version.EffectiveFrom) <= day)
                return version;
        }

        return null;
    }

    /// <summary>Whether the versions that count are the same ones in both.</summary>
    public bool CountsLike(ProviderTimeline other) =>
        Steps.Length == other.Steps.Length
        && Steps.Zip(other.Steps).All(pair => ReferenceEquals(pair.First.Latest, pair.Second.Latest));
}
