using Sluice.Engine.Control;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Commands;

/// <summary>
/// The cuts of what is booked of a month. Whoever computes it anew has to see at least as much: from fewer records or older
/// reference data it would take back what was booked rightly. A cut lies lower where the command came late, behind another,
/// or was sent while the log was an older one.
/// </summary>
internal sealed class BookedCuts(IStore store, Command command)
{
    private readonly Dictionary<string, Positions> _known = new(StringComparer.Ordinal);

    /// <summary>Where the command's cut lies below what is booked, for the end of a sentence; null where it does not.</summary>
    /// <param name="clients">Whose records are computed anew.</param>
    /// <param name="providers">Whose documents are written anew; null for nobody's.</param>
    public async Task<string?> FaultAsync(
        BusinessMonth month, IEnumerable<string> clients, Closings closings, Func<string, bool>? providers, CancellationToken cancel)
    {
        var booked = clients.Order(StringComparer.Ordinal).SelectMany(id => closings.Of(id, month.Index).Select(booking => (Party: $"client {id}", booking.CommandId)));
        var documents = providers is null ? [] : await DocumentsAsync(month, providers, cancel);
        foreach (var (party, id) in booked.Concat(documents).DistinctBy(decision => decision.CommandId).ToList())
        {
            foreach (var (source, offset) in (await CutAsync(id, cancel)).All.Where(part => command.Cut[part.Key] < part.Value))
            {
                return $"{party} is booked up to offset {offset} of {source}, by {id}, and the cut of this command lies before that, at {command.Cut[source]}; send it again";
            }
        }

        return null;
    }

    /// <summary>The commands that wrote providers' documents: reruns of providers alone book no client's month.</summary>
    private async Task<IEnumerable<(string Party, string CommandId)>> DocumentsAsync(BusinessMonth month, Func<string, bool> providers, CancellationToken cancel)
    {
        (string, object)[] theirs = [("month", month.ToString()), ("party_type", PartyKey.Provider)];
        var invoices = await store.ReadRowsAsync(BooksTables.Invoices, theirs, cancel);
        var notes = await store.ReadRowsAsync(BooksTables.CreditNotes, [.. theirs, ("kind", CreditNote.Rerun)], cancel);
        return Decisions(BooksTables.Invoices, invoices).Concat(Decisions(BooksTables.CreditNotes, notes))
            .Where(decision => providers(decision.Provider))
            .Select(decision => ($"provider {decision.Provider}", decision.CommandId));
    }

    private static IEnumerable<(string Provider, string CommandId)> Decisions(TableSchema table, IReadOnlyList<object?[]> rows) =>
        rows.Select(row => ((string)row[table.Ordinal("party_id")]!, (string)row[table.Ordinal("command_id")]!));

    /// <summary>What a figure can rest on of the cut of a command that is decided.</summary>
    private async Task<Positions> CutAsync(string id, CancellationToken cancel)
    {
        if (!_known.TryGetValue(id, out var cut))
        {
            // A store from a backup may know less than the topic of bookings: nothing can be held against that.
            var rows = await store.ReadRowsAsync(EngineTables.Commands, [("command_id", id)], cancel);
            _known[id] = cut = rows.Count == 0 ? Positions.None : CutOf(CommandRow.Of(rows[0]));
        }

        return cut;
    }

    private static Positions CutOf(CommandRow row) => Envelope.Read(row.Offset, row.Request!).Cut.Of([FinanceTopics.Reports, .. References.Topics]);
}
