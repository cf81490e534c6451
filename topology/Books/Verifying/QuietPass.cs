namespace Sluice.Topology.Books.Verifying;

/// <summary>
/// Verifies books that others may be working on. They are read table by table, so what was decided between two tables looks
/// like a break: only a pass during which nothing was decided may accuse, and of rows that an engine works on only one
/// during which it stood still.
/// </summary>
/// <param name="mark">Where the books stand now.</param>
/// <param name="pass">Reads them anew, whole.</param>
/// <param name="pause">Waits a moment before they are read again.</param>
/// <param name="tell">Told why they are read again.</param>
public sealed class QuietPass(
    Func<CancellationToken, Task<BooksMark>> mark,
    Func<CancellationToken, Task<IReadOnlyList<BookCheck>>> pass,
    Func<CancellationToken, Task> pause,
    Action<string> tell)
{
    /// <summary>So often the books are read at most.</summary>
    public const int PassesMax = 5;

    /// <summary>The checks. Live ones that fail while an engine is at work are said not to be compared.</summary>
    /// <exception cref="Explaining.ExplainException">Something was decided during every pass, and all found breaks.</exception>
    public async Task<IReadOnlyList<BookCheck>> RunAsync(CancellationToken cancel)
    {
        for (var passes = 1; ; passes++)
        {
            var before = await mark(cancel);
            var checks = await pass(cancel);
            if (checks.All(check => check.Holds))
            {
                return checks;
            }

            var after = await mark(cancel);
            var isSame = before.Decisions == after.Decisions;
            var isQuiet = isSame && before.Standings == after.Standings && before.IsWorkedIn && after.IsWorkedIn;
            if (isQuiet || (isSame && checks.Any(check => !check.Holds && !check.IsLive)))
            {
                return [.. checks.Select(check => isQuiet || !check.IsLive ? check : NotCompared(check))];
            }

            if (passes == PassesMax)
            {
                return isSame
                    ? [.. checks.Select(NotCompared)]
                    : throw new Explaining.ExplainException($"the books changed while they were read, {PassesMax} times over: verify again when no command is at work");
            }

            tell($"the books changed while they were read; reading them again ({passes + 1} of {PassesMax})");
            await pause(cancel);
        }
    }

    private static BookCheck NotCompared(BookCheck check) => check.Holds
        ? check
        : check with { Law = $"not compared, as an engine is at work: verify again once it is idle ({check.Law})", Checked = 0, Breaks = [] };
}
