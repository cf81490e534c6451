using Sluice.Engine.Outputs;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Books.Explaining;

namespace Sluice.Topology.Books.Verifying;

/// <summary>Tells which tables that must be append-only the database itself does not guard.</summary>
public delegate ValueTask<IReadOnlyList<string>> GuardCheck(IReadOnlyList<TableSchema> appendOnly, CancellationToken cancel);

/// <summary>
/// Checks books against their own laws and, by a second path, against the log. Reads only, once: beside others who work on
/// the books it is a <see cref="QuietPass"/> that tells whether what it found means anything.
/// </summary>
public sealed class BooksVerifier(IBooksSource source, BooksSettings settings, GuardCheck guards)
{
    /// <summary>Tables whose rows the database must refuse to change or delete.</summary>
    public static readonly IReadOnlyList<TableSchema> AppendOnly = [.. BooksTables.OfCommands.Where(table => table.AppendOnly)];

    /// <summary>The checks, cheap ones first.</summary>
    public async IAsyncEnumerable<BookCheck> RunAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var books = await KeptBooks.LoadAsync(source, cancel);
        yield return await GuardsAsync(cancel);
        yield return DocumentChecks.Chains(books);
        yield return DocumentChecks.Footing(books);
        yield return DocumentChecks.Notes(books);
        yield return DocumentChecks.Numbers(books, new DocumentNumbering(settings.DocumentNumbers));

        foreach (var check in StatementChecks.Run(
            books, await source.RowsAsync(MarginTables.ProviderPartial, [], cancel), await source.RowsAsync(MarginTables.ProviderSummary, [], cancel), settings))
        {
            yield return check;
        }

        var log = await DecisionLog.LoadAsync(source, cancel, books.Sound.Booking);
        yield return books.Sound.Check;
        yield return DocumentChecks.Months(books, log);
        var recomputer = new Recomputer(source, settings, log);
        var recomputed = new RecomputedChecks(recomputer, log, books);
        yield return await recomputed.TotalsAsync(cancel);
        yield return await recomputed.SummariesAsync(cancel);
        yield return recomputed.Shown(await source.RowsAsync(MarginTables.MarginSummary, [], cancel));
        foreach (var check in await new OpenChecks(source, recomputer, log).RunAsync(cancel))
        {
            yield return check;
        }
    }

    private async Task<BookCheck> GuardsAsync(CancellationToken cancel)
    {
        var open = await guards(AppendOnly, cancel);
        return new(
            "append-only",
            "the database refuses to change or delete booked rows",
            AppendOnly.Count,
            [.. open.Select(table => $"{table} is not guarded: the triggers that refuse changes are missing; ./sluice run puts them back")]);
    }
}
