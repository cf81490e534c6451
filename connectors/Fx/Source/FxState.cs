using Sluice.Connectors.Fx.Http;

namespace Sluice.Connectors.Fx.Source;

/// <summary>What the feed remembers between rounds and starts. Losing it costs a download, never a rate.</summary>
public sealed record FxState
{
    /// <summary>The address that was asked; what follows holds for it alone.</summary>
    public string Url { get; init; } = "";

    /// <summary>When it was asked last; null for never.</summary>
    public DateTimeOffset? LastFetchAt { get; init; }

    /// <summary>When it last answered as it should; null for never.</summary>
    public DateTimeOffset? LastSuccessAt { get; init; }

    /// <summary>How the last fetch ended: <c>fetched</c>, <c>not modified</c>, <c>failed</c>; empty for never.</summary>
    public string LastResult { get; init; } = "";

    /// <summary>What went wrong in it; null where nothing did.</summary>
    public string? LastError { get; init; }

    /// <summary>What the server said of the daily file that is kept.</summary>
    public Validators? Validators { get; init; }

    /// <summary>Business days for which the ECB's own history has no rate: not asked for again.</summary>
    public IReadOnlyList<DateOnly> Unpublished { get; init; } = [];
}
