using System.Collections.Immutable;
using Sluice.Topology.Records;

namespace Sluice.Topology.Reference;

/// <summary>
/// The other names of sites and kinds of service, in all their versions. A function of the set of its records.
/// Immutable, so any thread may read it.
/// </summary>
/// <remarks>
/// Names are compared without case and punctuation (<see cref="PlainName"/>). Of an alias the version recorded last
/// counts. Aliases of aliases are followed to the end; of names that stand for each other in a circle, all stand for the
/// ordinally least one of it, and <see cref="Circles"/> names them. A name that is its own alias is none: so an alias is
/// taken back.
/// </remarks>
public sealed class AliasTable
{
    private readonly ImmutableDictionary<string, History<AliasRecord>> _histories;

    // Per kind the end of every name that has another one.
    private readonly ImmutableDictionary<string, string>[] _ends;

    private AliasTable(ImmutableDictionary<string, History<AliasRecord>> histories)
    {
        _histories = histories;
        AliasChains[] chains = [.. Enum.GetValues<AliasKind>().Select(kind => new AliasChains(Counting(kind)))];
        _ends = [.. chains.Select(c => c.Ends)];
        Circles = [.. chains.SelectMany((c, kind) => c.Circles.Select(names => new AliasCircle((AliasKind)kind, names)))];
    }

    /// <summary>The table without aliases.</summary>
    public static AliasTable Empty { get; } = new(ImmutableDictionary<string, History<AliasRecord>>.Empty.WithComparers(StringComparer.Ordinal));

    /// <summary>Names that stand for each other without end: somebody's mistake, worth a warning.</summary>
    public IReadOnlyList<AliasCircle> Circles { get; }

    internal IEnumerable<History<AliasRecord>> Histories => _histories.Values;

    /// <summary>The plain spelling of what the name stands for in the end; of itself where it is nobody's alias.</summary>
    public string Resolve(AliasKind kind, string name) => ResolvePlain(kind, PlainName.Of(name));

    /// <summary>As <see cref="Resolve"/>, of a name in its plain spelling already.</summary>
    public string ResolvePlain(AliasKind kind, string plain) => _ends[(int)kind].GetValueOrDefault(plain, plain)!;

    /// <summary>The plain names that stand for something else in the other table.</summary>
    public IEnumerable<(AliasKind Kind, string Plain)> Unlike(AliasTable other)
    {
        if (ReferenceEquals(this, other))
            return [];
        return Enum.GetValues<AliasKind>().SelectMany(kind => _ends[(int)kind].Keys.Union(other._ends[(int)kind].Keys, StringComparer.Ordinal)
            .Where(plain => !string.Equals(ResolvePlain(kind, plain), other.ResolvePlain(kind, plain), StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(plain => (kind, plain)));
    }

    internal AliasTable With(IReadOnlyCollection<AliasRecord> aliases)
    {
        var histories = _histories.ToBuilder();
        foreach (var alias in aliases)
            histories[alias.Identity] = histories.GetValueOrDefault(alias.Identity)?.With(alias) ?? History<AliasRecord>.Of(alias);
        var all = histories.ToImmutable();
        return ReferenceEquals(all, _histories) ? this : new(all);
    }

    private IEnumerable<AliasRecord> Counting(AliasKind kind) => _histories.Values.Select(h => h.Latest).Where(alias => alias.Kind == kind);
}

/// <summary>Names of which each stands for the next and the last for the first.</summary>
/// <param name="Names">Plain spellings, the ordinally least first: that one stands for all.</param>
public sealed record AliasCircle(AliasKind Kind, IReadOnlyList<string> Names);
