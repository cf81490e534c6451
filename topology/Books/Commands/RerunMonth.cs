using Sluice.Topology.Books.Documents;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Commands;

/// <summary>A month of a rerun: what it comes to, and the documents that it is held against.</summary>
/// <param name="Sheets">By client: those with reports or fees.</param>
/// <param name="Blocked">Records that wait, are held or in conflict.</param>
/// <param name="Statements">Of the providers in scope.</param>
/// <param name="Closes">Numbers of the decisions that closed the month of a client.</param>
internal sealed record RerunMonth(
    RerunScope Scope,
    IReadOnlyDictionary<string, ClientSheet> Sheets,
    IReadOnlyList<BlockedRecord> Blocked,
    IReadOnlyList<Statement> Statements,
    MonthDocuments Documents,
    IReadOnlySet<long> Closes)
{
    public BusinessMonth Month => Scope.Month;

    /// <summary>A client's account as recomputed, and those in other currencies of which only documents are left.</summary>
    public IReadOnlyList<Account> OfClient(string id) =>
        WithEmpty(Sheets.TryGetValue(id, out var sheet) ? [Account.Of(sheet, Month)] : [], party => party.Type == PartyKey.Client && party.Id == id);

    /// <summary>The providers' accounts as recomputed, and those of which only documents are left; in the order of <see cref="PartyKey"/>.</summary>
    /// <param name="includes">Whether a provider is in scope.</param>
    public IEnumerable<Account> OfProviders(Func<string, bool> includes) =>
        WithEmpty([.. Statements.Select(statement => Account.Of(statement, Month))], party => party.Type == PartyKey.Provider && includes(party.Id))
            .OrderBy(account => account.Party, PartyKey.Order);

    /// <summary>
    /// The documents whose lines an account was last computed to: a rerun's stands for all before it, a later close's adds to
    /// them. What reruns credited has no lines.
    /// </summary>
    public IEnumerable<Invoice> Standing(PartyKey party)
    {
        var all = Documents.Of(party);
        var whole = all.LastOrDefault(document => !Closes.Contains(document.Decision));
        return all.SkipWhile(document => whole is not null && document != whole);
    }

    private IReadOnlyList<Account> WithEmpty(IReadOnlyList<Account> recomputed, Func<PartyKey, bool> includes)
    {
        var known = recomputed.Select(account => account.Party).ToHashSet();
        return [.. recomputed, .. Documents.Parties.Where(party => includes(party) && !known.Contains(party)).Select(party => Account.Empty(party, Month))];
    }
}
