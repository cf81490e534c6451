using Sluice.Connectors.Fx.Rates;

namespace Sluice.Connectors.Fx.Source;

/// <summary>What one round of the feed did.</summary>
/// <param name="Files">The files it asked for, in order.</param>
/// <param name="Updates">What of them was appended to the log.</param>
/// <param name="NewestDate">The newest date in the log afterwards; null where it has no rate.</param>
/// <param name="AgeBusinessDays">Its age.</param>
public sealed record FxRound(IReadOnlyList<FxRoundFile> Files, RateUpdates Updates, DateOnly? NewestDate, int? AgeBusinessDays)
{
    /// <summary>What went wrong, one sentence a file.</summary>
    public IEnumerable<string> Errors => Files.Where(f => f.Error is not null).Select(f => f.Error!);
}

/// <summary>A file that was asked for.</summary>
/// <param name="Name"><c>daily</c>, <c>90 days</c> or <c>history</c>.</param>
/// <param name="Url">Where, as it may be shown.</param>
/// <param name="Result"><c>fetched</c>, <c>not modified</c>, <c>failed</c>, <c>unreadable</c>.</param>
/// <param name="Retries">Attempts after the first.</param>
/// <param name="Dates">Dates in it.</param>
/// <param name="Newest">The newest of them.</param>
/// <param name="Error">What went wrong; null where nothing did.</param>
/// <param name="MovedTo">Where it was found instead.</param>
public sealed record FxRoundFile(string Name, string Url, string Result, int Retries, int Dates, DateOnly? Newest, string? Error, string? MovedTo);
