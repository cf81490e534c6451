using System.Collections.Immutable;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books;

/// <summary>
/// Which months of which clients are closed, and by which bookings: a function of the set of bookings. Immutable; a change
/// gives a new one that shares what stayed.
/// </summary>
public sealed class Closings
{
    private readonly ImmutableDictionary<string, ImmutableSortedDictionary<int, ImmutableArray<Booking>>> _clients;

    private readonly ImmutableSortedSet<int> _stated;
    private readonly ImmutableHashSet<(string Client, int Month)> _released;

    private Closings(
        ImmutableDictionary<string, ImmutableSortedDictionary<int, ImmutableArray<Booking>>> clients,
        ImmutableSortedSet<int> stated,
        ImmutableHashSet<(string Client, int Month)> released) =>
        (_clients, _stated, _released) = (clients, stated, released);

    public static Closings Empty { get; } =
        new(ImmutableDictionary.Create<string, ImmutableSortedDictionary<int, ImmutableArray<Booking>>>(StringComparer.Ordinal), [], []);

    /// <summary>Months (<see cref="BusinessMonth.Index"/>) whose statements are issued, ascending: what providers earn in them is as booked.</summary>
    public IEnumerable<int> Stated => _stated;

    /// <summary>Those and the bookings; one that is known already changes nothing.</summary>
    public Closings With(IEnumerable<Booking> bookings)
    {
        var clients = _clients.ToBuilder();
        var stated = _stated;
        foreach (var booking in bookings)
        {
            var months = clients.GetValueOrDefault(booking.ClientId, ImmutableSortedDictionary<int, ImmutableArray<Booking>>.Empty)!;
            var known = months.GetValueOrDefault(booking.Month.Index, []);
            if (known.IsDefault)
            {
                known = [];
            }

            if (known.All(other => other.Number != booking.Number))
            {
                clients[booking.ClientId] = months.SetItem(booking.Month.Index, [.. known.Append(booking).OrderBy(b => b.Number)]);
                stated = booking.IssuesStatements ? stated.Add(booking.Month.Index) : stated;
            }
        }

        var next = clients.ToImmutable();
        return ReferenceEquals(next, _clients) ? this : new(next, stated, _released);
    }

    /// <summary>
    /// Those as a recomputation sees them that works these months out anew: they hold no record any more. What other months
    /// have booked is still judged by what these held when that was decided.
    /// </summary>
    /// <param name="months">Clients and their months (<see cref="BusinessMonth.Index"/>).</param>
    public Closings Releasing(IEnumerable<(string Client, int Month)> months) => new(_clients, _stated, _released.Union(months));

    /// <summary>Some of the bookings, with the same months being worked out anew.</summary>
    public Closings Only(IEnumerable<Booking> bookings) => new Closings(Empty._clients, Empty._stated, _released).With(bookings);

    /// <summary>Whether a month is being worked out anew.</summary>
    public bool IsReleased(string clientId, int month) => _released.Contains((clientId, month));

    /// <summary>Whether no month of any client is closed.</summary>
    public bool IsEmpty => _clients.IsEmpty;

    public bool HasStatements(int month) => _stated.Contains(month);

    /// <summary>Clients with a closed month.</summary>
    public IEnumerable<string> Clients => _clients.Keys;

    /// <summary>Closed months of a client (<see cref="BusinessMonth.Index"/>), ascending.</summary>
    public IEnumerable<int> MonthsOf(string clientId) => _clients.TryGetValue(clientId, out var months) ? months.Keys : [];

    /// <summary>All bookings of a client, by month, then number.</summary>
    public IEnumerable<Booking> Of(string clientId) => _clients.TryGetValue(clientId, out var months) ? months.Values.SelectMany(all => all) : [];

    /// <summary>The bookings of a client's month, by number.</summary>
    internal ImmutableArray<Booking> Of(string clientId, int month) =>
        _clients.TryGetValue(clientId, out var months) && months.TryGetValue(month, out var all) ? all : [];

    public bool HasClosed(string clientId) => _clients.ContainsKey(clientId);

    public bool IsClosed(string clientId, int month) => _clients.TryGetValue(clientId, out var months) && months.ContainsKey(month);

    /// <summary>The numbers of the decisions that closed a month, each for some clients: the first of each client's bookings.</summary>
    public IReadOnlySet<long> ClosesOf(int month) =>
        Clients.Select(id => Of(id, month)).Where(all => !all.IsEmpty).Select(all => all[0].Number).ToHashSet();

    /// <summary>The latest booking of a client's month, or null while it is open.</summary>
    public Booking? Latest(string clientId, int month) => Of(clientId, month) is { Length: > 0 } all ? all[^1] : null;

    /// <summary>The booking before decision <paramref name="before"/> that chose which records are booked, or null.</summary>
    public Booking? Base(string clientId, int month, long before = long.MaxValue)
    {
        var all = Of(clientId, month);
        for (var i = all.Length - 1; i >= 0; i--)
        {
            if (all[i].MovesCut && all[i].Number < before)
            {
                return all[i];
            }
        }

        return null;
    }

    /// <summary>Clients whose bookings differ.</summary>
    public IEnumerable<string> Unlike(Closings other) =>
        ReferenceEquals(this, other) ? [] : _clients.Keys.Union(other._clients.Keys).Where(id => !IsLike(other, id));

    private bool IsLike(Closings other, string clientId) =>
        _clients.TryGetValue(clientId, out var ours)
        && other._clients.TryGetValue(clientId, out var theirs)
        && (ReferenceEquals(ours, theirs) || Numbers(ours).SequenceEqual(Numbers(theirs)));

    private static IEnumerable<(int Month, long Number)> Numbers(ImmutableSortedDictionary<int, ImmutableArray<Booking>> months) =>
        months.SelectMany(month => month.Value.Select(booking => (month.Key, booking.Number)));
}
