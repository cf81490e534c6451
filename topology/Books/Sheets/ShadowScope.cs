using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Sheets;

/// <summary>Whose reports of one shard a shadow month takes, up to where, and which closed months it knows of.</summary>
/// <param name="Cut">Reports at or beyond this offset are not taken.</param>
/// <param name="Clients">The clients recomputed; null for all.</param>
/// <param name="Limits">Clients recomputed as an earlier booking chose, each under a limit of its own in place of the cut.</param>
public sealed record ShadowScope(long Cut, IReadOnlySet<string>? Clients, IReadOnlyDictionary<string, ShadowLimit> Limits)
{
    /// <summary>The closings before the recomputation, its own month included: what they have booked is not held again.</summary>
    public Closings Booked { get; init; } = Closings.Empty;

    /// <summary>All clients, each up to the cut.</summary>
    public static ShadowScope All(long cut) => new(cut, null, new Dictionary<string, ShadowLimit>());

    /// <summary>Bytes that the reports taken may occupy.</summary>
    public long BytesMax { get; init; } = long.MaxValue;

    public bool Has(string clientId) => Clients is null || Clients.Contains(clientId);

    /// <summary>The limit of a client of the scope.</summary>
    public ShadowLimit LimitOf(string clientId) => Limits.GetValueOrDefault(clientId) ?? ShadowLimit.At(Cut);

    /// <summary>
    /// What the shadow knows of closed months: not that its own is closed, and of a client with a limit only the decisions
    /// before that.
    /// </summary>
    public Closings Known(Closings all, BusinessMonth month) =>
        all.Only(all.Clients.Where(Has).SelectMany(client => all.Of(client).Where(booking => booking.Number < LimitOf(client).Before)))
            .Releasing(all.Clients.Where(Has).Select(client => (client, month.Index)));
}

/// <summary>Which reports of a client an earlier booking chose.</summary>
/// <param name="Offset">Reports at or beyond it are not taken.</param>
/// <param name="Before">Decisions with this number or a higher one were not known.</param>
/// <param name="Excluded">Offsets of reports that were left out: they are never billable and block nothing.</param>
public sealed record ShadowLimit(long Offset, long Before, IReadOnlySet<long> Excluded)
{
    private static readonly HashSet<long> None = [];

    /// <summary>All below an offset, with all decisions known.</summary>
    public static ShadowLimit At(long offset) => new(offset, long.MaxValue, None);

    /// <summary>
    /// What the booking chose, which must be one that moves the cut. Other months that the same decision booked were known to
    /// it: of a report that moves between them, it knew both ends.
    /// </summary>
    public static ShadowLimit Of(Booking booking)
    {
        Engine.Invariant.Check(booking.MovesCut, "only a booking that moves the cut chooses reports");
        return new(booking.Cut, booking.Number + 1, booking.Excluded);
    }

    /// <summary>What the bookings of a month chose, by client.</summary>
    public static Dictionary<string, ShadowLimit> OfBooked(Closings closings, BusinessMonth month) => closings.Clients
        .Select(client => (Client: client, Base: closings.Base(client, month.Index)))
        .Where(booked => booked.Base is not null)
        .ToDictionary(booked => booked.Client, booked => Of(booked.Base!), StringComparer.Ordinal);
}
