namespace Sluice.Engine.Tests.Control.Model;

/// <summary>What must hold in every state.</summary>
internal static class ModelLaws
{
    public const string Once = "every close is decided at most once";
    public const string Gapless = "numbers are given in order and without gaps";
    public const string Fenced = "a fenced coordinator decides nothing";
    public const string Shown = "no shard shows a booking that was not decided";
    public const string Done = "a close is done only after all shards show it";

    public static IEnumerable<string> BrokenIn(ModelState state)
    {
        var decided = state.Decided.Where(char.IsLetter).ToList();
        if (decided.Select(char.ToUpperInvariant).Distinct().Count() < decided.Count)
        {
            yield return Once;
        }

        if (!state.Decided.Where(char.IsDigit).Select(d => d - '0').SequenceEqual(Enumerable.Range(1, decided.Count)))
        {
            yield return Gapless;
        }

        if (decided.Exists(char.IsLower))
        {
            yield return Fenced;
        }

        var shown = state.AllShards.Select(s => state.Topic[..s.Committed]).ToList();
        if (shown.Exists(s => s.Any(c => !decided.Contains(c) && !decided.Contains(char.ToLowerInvariant(c)))))
        {
            yield return Shown;
        }

        if ("AB".Where((_, i) => state.Statuses[i] == 'D').Any(c => shown.Exists(s => !s.Contains(c))))
        {
            yield return Done;
        }
    }
}
