namespace Sluice.Oracle;

/// <summary>What the books are computed for.</summary>
public sealed record OracleOptions
{
    /// <summary>IANA name of the zone whose calendar decides to which month a report belongs.</summary>
    public string BusinessZone { get; init; } = "Asia/Kolkata";

    /// <summary>ISO 4217 code of the base currency, in which margins are kept.</summary>
    public string BaseCurrency { get; init; } = "INR";

    /// <summary>Rule versions recorded after this instant are unknown; null for all that are there. Other records are not limited.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>What is closed; nothing unless said.</summary>
    public ClosedView Closed { get; init; } = new();
}
