using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Documents;

/// <summary>
/// Turns the drafts of one decision into rows: gives numbers without gaps, chains the rows, and keeps the last number and
/// the head of each chain. Nothing is written before the rows commit, and they commit only where no other decision came
/// between: so no number is lost or given twice. The audit alone is written by others meanwhile, who refuse messages: its
/// rows are chained last, by whoever decides.
/// </summary>
public sealed class BookWriter
{
    private readonly DocumentNumbering _numbering;
    private readonly Stamp _stamp;
    private readonly Dictionary<(string Series, string Month), long> _last;
    private readonly Dictionary<string, (long Length, string Head)> _chains;
    private readonly HashSet<(string Series, string Month)> _numbered = [];
    private readonly HashSet<string> _chained = [];
    private readonly List<RowChange> _rows = [];
    private readonly List<DraftAudit> _audits = [];

    private BookWriter(
        DocumentNumbering numbering,
        Stamp stamp,
        Dictionary<(string Series, string Month), long> last,
        Dictionary<string, (long Length, string Head)> chains) =>
        (_numbering, _stamp, _last, _chains) = (numbering, stamp, last, chains);

    /// <summary>Begins a decision where the one before ended.</summary>
    public static async Task<BookWriter> BeginAsync(IStore store, DocumentNumbering numbering, Stamp stamp, CancellationToken cancel)
    {
        var numbers = await store.ReadRowsAsync(BooksTables.DocumentNumbers, [], cancel);
        var heads = await store.ReadRowsAsync(BooksTables.ChainHeads, [], cancel);
        return new(
            numbering,
            stamp,
            numbers.ToDictionary(row => ((string)row[0]!, (string)row[1]!), row => (long)row[2]!),
            heads.ToDictionary(row => (string)row[0]!, row => ((long)row[1]!, (string)row[2]!), StringComparer.Ordinal));
    }

    /// <summary>Writes a document with its lines; returns its number.</summary>
    public string Add(DraftDocument draft)
    {
        draft.Check();
        var number = NextNumber(draft.Series, draft.Month);
        var lines = draft.Lines.Select((line, i) => (BooksTables.InvoiceLines, LineRow.Write(number, i + 1, line))).ToList();
        object?[] row =
        [
            number,
            draft.Kind,
            draft.Party.Type,
            draft.Party.Id,
            draft.Party.Month,
            draft.Party.Currency,
            draft.Total,
            draft.TotalBase,
            draft.FxRate,
            _stamp.At,
            _stamp.CommandId,
            draft.OriginalNumber,
            draft.Addressee,
            _stamp.Basis.ToJson(),
            null,
            null,
        ];
        Chain(BooksTables.Invoices, row, lines);
        lines.ForEach(line => _rows.Add(RowChange.Upsert(line.InvoiceLines, line.Item2)));
        return number;
    }

    /// <summary>Writes a credit note; returns its number.</summary>
    public string Add(DraftNote draft)
    {
        Engine.Invariant.Check(draft.Amount > 0, "a credit note credits something");
        var number = NextNumber(DocumentNumbering.CreditNotes, draft.Month);
        var party = draft.Invoice.Party;
        Chain(
            BooksTables.CreditNotes,
            [
                number,
                draft.Kind,
                draft.Invoice.Number,
                party.Type,
                party.Id,
                party.Month,
                draft.PostedMonth.ToString(),
                draft.Amount,
                party.Currency,
                draft.Invoice.FxRate,
                draft.AmountBase,
                draft.Reason,
                _stamp.CommandId,
                _stamp.At,
                null,
                null,
            ],
            []);
        return number;
    }

    public void Add(DraftAudit draft) => _audits.Add(draft);

    /// <summary>Adds a row that is neither numbered nor chained.</summary>
    public void Add(RowChange row) => _rows.Add(row);

    /// <summary>All rows of the decision but its audit.</summary>
    public IReadOnlyList<RowChange> Rows() =>
    [
        .. _rows,
        .. _numbered.Select(key => RowChange.Upsert(BooksTables.DocumentNumbers, key.Series, key.Month, _last[key])),
        .. _chained.Select(chain => RowChange.Upsert(BooksTables.ChainHeads, chain, _chains[chain].Length, _chains[chain].Head)),
    ];

    /// <summary>The rows of the audit, behind those that are there now; to be called where nobody else commits before these do.</summary>
    public async ValueTask<IReadOnlyList<RowChange>> AuditAsync(IStore store, CancellationToken cancel)
    {
        if (_audits.Count == 0)
        {
            return [];
        }

        var table = BooksTables.AuditLogs;
        var kept = await store.ReadRowsAsync(BooksTables.ChainHeads, [("chain", table.Name)], cancel);
        var (length, head) = kept.Count == 0 ? (0L, HashChain.Genesis) : ((long)kept[0][1]!, (string)kept[0][2]!);
        List<RowChange> rows = [];
        foreach (var draft in _audits)
        {
            object?[] row =
                [++length, _stamp.At, draft.Kind, draft.PartyType, draft.PartyId, draft.Date, draft.Reason, null, null, null, _stamp.CommandId, _stamp.By, null, null];
            head = Linked(table, row, [], head);
            rows.Add(RowChange.Upsert(table, row));
        }

        return [.. rows, RowChange.Upsert(BooksTables.ChainHeads, table.Name, length, head)];
    }

    private string NextNumber(string series, BusinessMonth month)
    {
        var key = (series, month.ToString());
        _last[key] = _last.GetValueOrDefault(key) + 1;
#if PLANTED_BUGS
        _last[key] = Engine.PlantedBugs.Is(Engine.Bug.NumberFromSequence) ? Math.Max(_last[key], _stamp.Basis.Decision) : _last[key];
#endif
        _numbered.Add(key);
        return _numbering.Of(series, month, _last[key]);
    }

    private void Chain(TableSchema table, object?[] row, IReadOnlyList<(TableSchema Table, object?[] Values)> details)
    {
        var (length, head) = _chains.GetValueOrDefault(table.Name, (0, HashChain.Genesis));
        _chains[table.Name] = (length + 1, Linked(table, row, details, head));
        _chained.Add(table.Name);
        _rows.Add(RowChange.Upsert(table, row));
    }

    /// <summary>Fills in the hashes of a row that follows another; returns its own.</summary>
    private static string Linked(TableSchema table, object?[] row, IReadOnlyList<(TableSchema Table, object?[] Values)> details, string previous)
    {
        row[HashChain.PreviousOf(table)] = previous;
        var hash = HashChain.Next(previous, table, row, details);
        row[HashChain.HashOf(table)] = hash;
        return hash;
    }
}

/// <summary>What every row of one decision tells of it.</summary>
/// <param name="At">When it was decided; whole milliseconds, which every store keeps.</param>
/// <param name="By">Who asked for it.</param>
public sealed record Stamp(string CommandId, string By, DateTimeOffset At, Basis Basis)
{
    public DateTimeOffset At { get; } = DateTimeOffset.FromUnixTimeMilliseconds(At.ToUnixTimeMilliseconds());
}
