using NodaTime;

namespace Sluice.Connectors.Fx.Rates;

/// <summary>
/// When the ECB publishes the rates of a date: about 16:00 in Frankfurt. A rate counts as known from then on, whenever
/// and however often it is fetched, so that the same rate is always the same record. Safe for all threads.
/// </summary>
public static class PublicationTime
{
    private static readonly LocalTime Hour = new(16, 0);

    private static DateTimeZone Zone { get; } = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    /// <summary>The instant at which the rates of a date count as known, in UTC.</summary>
    public static DateTimeOffset Of(DateOnly date) =>
        (LocalDate.FromDateOnly(date) + Hour).InZoneStrictly(Zone).ToDateTimeOffset().ToUniversalTime();

    /// <summary>The date it is in Frankfurt.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => Instant.FromDateTimeOffset(instant).InZone(Zone).Date.ToDateOnly();
}
