namespace Sluice.Metrics.Serving;

/// <summary>Every bound of the metrics server, with its reason: it is a guest in the worker's process.</summary>
internal static class ServingLimits
{
    /// <summary>Connections at once: a handful of scrapers and probes, and room for stuck ones.</summary>
    public const int ConnectionsMax = 64;

    /// <summary>Bytes of a request's headers together: a scraper sends some hundreds.</summary>
    public const int HeaderBytesMax = 8 << 10;

    /// <summary>How long a client may take over its headers: slow ones give up their connection.</summary>
    public static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How long an idle connection stays: longer than the usual pause between two scrapes.</summary>
    public static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(75);

    /// <summary>How long requests under way may take when the worker stops.</summary>
    public static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    /// <summary>How long store and log may take to answer: below the 5 s that probes commonly wait.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>How long a commit may not come through: longer than a store's restart, shorter than the alert's five minutes.</summary>
    public static readonly TimeSpan CommitPatience = TimeSpan.FromSeconds(30);
}
