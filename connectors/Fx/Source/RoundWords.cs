using System.Globalization;

namespace Sluice.Connectors.Fx.Source;

/// <summary>Says in words what a round did, for an operator.</summary>
public static class RoundWords
{
    private const int CorrectionsShown = 5;

    /// <summary>Lines to tell; none where nothing came and nothing failed.</summary>
    public static IEnumerable<string> Of(FxRound round)
    {
        foreach (var error in round.Errors)
        {
            yield return $"exchange rates: {error}; those known go on being used";
        }

        foreach (var file in round.Files.Where(f => f.MovedTo is not null))
        {
            yield return $"exchange rates: {file.Url} was found at {file.MovedTo}";
        }

        if (round.Updates.ToSend.Count > 0)
        {
            var dates = round.Updates.ToSend.Select(r => r.Date).Distinct().Order().ToList();
            var span = dates.Count == 1 ? $"{dates[0]:yyyy-MM-dd}" : $"{dates.Count} dates, {dates[0]:yyyy-MM-dd} to {dates[^1]:yyyy-MM-dd}";
            yield return $"exchange rates: {round.Updates.ToSend.Count.ToString("N0", CultureInfo.InvariantCulture)} appended, of {span}";
        }

        foreach (var (now, before) in round.Updates.Corrections.Take(CorrectionsShown))
        {
            yield return $"exchange rates: {now.Base} of {now.Date:yyyy-MM-dd} was corrected from {before} to {now.Rate} {now.Quote}";
        }

        if (round.Updates.Corrections.Count > CorrectionsShown)
        {
            yield return $"exchange rates: {round.Updates.Corrections.Count - CorrectionsShown} more were corrected";
        }
    }
}
