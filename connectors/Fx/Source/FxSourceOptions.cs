using Sluice.Connectors.Fx.Http;

namespace Sluice.Connectors.Fx.Source;

/// <summary>What the feed fetches, and for whom.</summary>
public sealed record FxSourceOptions
{
    /// <summary>Where from.</summary>
    public required FxUrls Urls { get; init; }

    /// <summary>The books' base currency.</summary>
    public required string BaseCurrency { get; init; }

    /// <summary>Whether a code is a currency that books know.</summary>
    public required Func<string, bool> IsCurrency { get; init; }

    /// <summary>The clock; simulated in tests.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
