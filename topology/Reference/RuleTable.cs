using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Sluice.Topology.Records;

namespace Sluice.Topology.Reference;

/// <summary>What a batch of records did to the version of a rule that counts.</summary>
internal readonly record struct RuleChange<T>(T? Before, T? After)
    where T : ReferenceRecord;

/// <summary>
/// One rule topic: every version of every rule, and the versions that count (now, or as of an instant) filed by
/// party in winning order. Filing is redone once a party and batch, so that one rule and ten thousand cost their due.
/// </summary>
internal sealed class RuleTable<T>
    where T : ReferenceRecord
{
    private readonly Func<T, string> _partyOf;
    private readonly IComparer<T> _order;
    private readonly DateTimeOffset? _asOf;
    private readonly ImmutableDictionary<string, History<T>> _histories;
    private readonly ImmutableDictionary<string, ImmutableArray<T>> _byParty;

    public RuleTable(Func<T, string> partyOf, IComparer<T> order)
        : this(partyOf, order, null, ImmutableDictionary<string, History<T>>.Empty, ImmutableDictionary<string, ImmutableArray<T>>.Empty)
    {
    }

    private RuleTable(
        Func<T, string> partyOf,
        IComparer<T> order,
        DateTimeOffset? asOf,
        ImmutableDictionary<string, History<T>> histories,
        ImmutableDictionary<string, ImmutableArray<T>> byParty)
    {
        _partyOf = partyOf;
        _order = order;
        _asOf = asOf;
        _histories = histories;
        _byParty = byParty;
    }

    public IEnumerable<History<T>> Histories => _histories.Values;

    /// <summary>The version of a rule that counts, or null.</summary>
    public T? Find(string ruleId) => _histories.GetValueOrDefault(ruleId)?.LatestAt(_asOf);

    /// <summary>The party's rules that count, whatever their dates, in winning order.</summary>
    public ImmutableArray<T> Of(string party) => _byParty.TryGetValue(party, out var rules) ? rules : [];

    /// <summary>The parties whose counting rules are not the same in both tables.</summary>
    public IEnumerable<string> PartiesUnlike(RuleTable<T> other) =>
        _byParty.Where(party => other.Of(party.Key) != party.Value).Select(party => party.Key)
            .Concat(other._byParty.Keys.Where(party => !_byParty.ContainsKey(party)));

    public RuleTable<T> AsOf(DateTimeOffset instant)
    {
        var counting = _histories.Values
            .Select(history => history.LatestAt(instant))
            .OfType<T>()
            .GroupBy(_partyOf, StringComparer.Ordinal)
            .ToImmutableDictionary(party => party.Key, party => party.Order(_order).ToImmutableArray());
        return new(_partyOf, _order, instant, _histories, counting);
    }

    public (RuleTable<T> Table, List<RuleChange<T>> Changes) With(List<T> records)
    {
        if (records.Count == 0)
            return (this, []);
        var histories = _histories.ToBuilder();
        foreach (var record in records)
        {
            histories[record.Identity] = histories.TryGetValue(record.Identity, out var known)
                ? known.With(record)
                : History<T>.Of(record);
        }

        var changes = records
            .Select(record => record.Identity)
            .Distinct(StringComparer.Ordinal)
            .Select(id => new RuleChange<T>(_histories.GetValueOrDefault(id)?.LatestAt(_asOf), histories[id].LatestAt(_asOf)))
            .Where(change => !ReferenceEquals(change.Before, change.After))
            .ToList();
        return (new(_partyOf, _order, _asOf, histories.ToImmutable(), File(changes)), changes);
    }

    private ImmutableDictionary<string, ImmutableArray<T>> File(List<RuleChange<T>> changes)
    {
        var leaving = changes.Select(change => change.Before).OfType<T>().ToHashSet(ReferenceEqualityComparer.Instance);
        var arriving = changes.Select(change => change.After).OfType<T>().ToLookup(_partyOf, StringComparer.Ordinal);
        var parties = leaving.Cast<T>().Select(_partyOf).Concat(arriving.Select(party => party.Key)).Distinct(StringComparer.Ordinal);
        var filed = _byParty.ToBuilder();
        foreach (var party in parties)
        {
            var rules = Of(party).Where(rule => !leaving.Contains(rule)).Concat(arriving[party]).ToArray();
            if (rules.Length == 0)
            {
                filed.Remove(party);
                continue;
            }

            Array.Sort(rules, _order);
            filed[party] = ImmutableCollectionsMarshal.AsImmutableArray(rules);
        }

        return filed.ToImmutable();
    }
}
