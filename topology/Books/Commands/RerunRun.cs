using System.Globalization;
using Sluice.Engine.Control;
using Sluice.Engine.Outputs;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Commands;

/// <summary>
/// Works out a rerun (contract §4), one per command: recomputes the closed part of each month of the window in shadow
/// state, says what differs from the documents and, where applied, writes what makes up for it.
/// </summary>
internal sealed class RerunRun(BooksSettings settings, DocumentNumbering numbering, Command command, RerunOrder order, ICommandContext<PriceBook> context)
{
    private readonly Decision _decision = new(numbering, command, context, order.AsOf);
    private readonly List<string> _numbers = [];
    private readonly List<BlockedRecord> _leftOut = [];
    private readonly List<RowChange> _report = [];
    private int _differences;
    private long _bookings;

    /// <summary>The records that are not billed, because they wait, are held or in conflict.</summary>
    private string LeftOut => _leftOut.Count == 0 ? "" : $"; not billed: {Words.Blocked(_leftOut)}";

    public async Task<CommandOutcome> RunAsync(CancellationToken cancel)
    {
        var state = await BookedState.LoadAsync(context.Store, cancel);
        var book = await context.ReferenceAtAsync(command.Cut, cancel);
        var months = RerunScope.Of(order, state);
        if (Fault(book, months) is { } fault)
        {
            return await _decision.RefuseAsync(fault, cancel);
        }

        var writer = await _decision.BeginAsync(cancel);
        book = (order.AsOf is { } at ? book.AsOf(at) : book).Under(RerunScope.Seen(order, state, months));
        var reading = new MonthReading(context, command, settings, book, state.Closings);
        foreach (var month in months)
        {
            if (await RunAsync(month, state, book, reading, writer, cancel) is { } missing)
            {
                // Nothing of the other months is written either.
                return await _decision.RefuseAsync(missing, cancel);
            }
        }

        return Outcome(writer, months);
    }

    /// <summary>One month; returns why it cannot be booked, or null.</summary>
    private async Task<string?> RunAsync(RerunScope scope, BookedState state, PriceBook book, MonthReading reading, BookWriter writer, CancellationToken cancel)
    {
        var limits = order.IncludeLate ? [] : ShadowLimit.OfBooked(state.Closings, scope.Month);
        var month = await reading.ReadAsync(scope.Month, scope.Read, limits, cancel);
        var sheets = month.Clients.ToDictionary(sheet => sheet.ClientId, StringComparer.Ordinal);
        foreach (var sheet in ClientSheets.WithoutReports(book, settings, scope.Month, scope.Clients.Where(id => !sheets.ContainsKey(id)).ToList(), _decision.ShardOf))
        {
            sheets[sheet.ClientId] = sheet;
        }

        var statements = scope.HasProviders
            ? Statements.Of(scope.Month, sheets.Values, book, settings).Where(statement => order.HasProvider(statement.ProviderId)).ToList()
            : [];
        var missing = sheets.Values.SelectMany(sheet => CloseRates.Missing(book, settings, scope.Month, sheet))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (order.Apply && missing.Count > 0)
        {
            return $"{scope.Month} cannot be booked: {Words.Few(missing)}";
        }

        var waiting = month.Blocked.Where(record => scope.Read.Contains(record.ClientId)).ToList();
        _leftOut.AddRange(waiting);
        if (waiting.GroupBy(record => record.ClientId, StringComparer.Ordinal).Any(client => client.Count() > Booking.ExcludedMax))
        {
            return $"{scope.Month} cannot be booked: more than {Booking.ExcludedMax} records of one client would be left out";
        }

        var documents = await MonthDocuments.LoadAsync(context.Store, scope.Month, cancel);
        foreach (var id in scope.Clients)
        {
            await ClientAsync(id, sheets.GetValueOrDefault(id), scope.Month, month, state, book, reading, documents, writer, cancel);
        }

        if (scope.HasProviders)
        {
            await ProvidersAsync(scope.Month, statements, sheets.Values, state, book, documents, writer, cancel);
        }

        return null;
    }

    private async Task ClientAsync(
        string id,
        ClientSheet? sheet,
        BusinessMonth of,
        MonthSheet month,
        BookedState state,
        PriceBook book,
        MonthReading reading,
        MonthDocuments documents,
        BookWriter writer,
        CancellationToken cancel)
    {
        List<Account> accounts = sheet is null ? [] : [Account.Of(sheet, of)];
        accounts.AddRange(documents.Parties
            .Where(party => party.Type == PartyKey.Client && party.Id == id && accounts.TrueForAll(account => account.Party != party))
            .Select(party => Account.Empty(party, of)));
        foreach (var account in accounts)
        {
            await SettleAsync(account, documents, state, writer, cancel);
        }

        var latest = state.Closings.Latest(id, of.Index)!;
        var chosen = state.Closings.Base(id, of.Index)!;
        var reference = References.Of(command.Cut);
        var version = latest.Summary.Version + 1;
        var summary = sheet is null ? SummaryOf.Nothing(book.Client(id)?.Currency ?? latest.Summary.Currency, version, reference) : SummaryOf.Sheet(sheet, version, reference);
        var moves = order.IncludeLate && chosen.Fingerprint != Fingerprint(sheet);
        if (!order.Apply || (!moves && SummaryOf.ShowsTheSame(summary, latest.Summary)))
        {
            return;
        }

        var shard = sheet?.Shard ?? latest.Shard;
        var booking = moves
            ? new Booking(
                context.Number,
                command.Id,
                of,
                id,
                shard,
                reading.CutOf(shard),
                MovesCut: true,
                month.Blocked.Where(record => record.ClientId == id).Select(record => record.Offset).ToHashSet(),
                Fingerprint(sheet),
                summary)
            : chosen with { Number = context.Number, CommandId = command.Id, MovesCut = false, Summary = summary };
        writer.Add(RowChange.Upsert(BooksTables.Bookings, BookingRow.Write(booking, ++_bookings)));
        _differences++;
    }

    private async Task ProvidersAsync(
        BusinessMonth month,
        IReadOnlyList<Statement> statements,
        IEnumerable<ClientSheet> sheets,
        BookedState state,
        PriceBook book,
        MonthDocuments documents,
        BookWriter writer,
        CancellationToken cancel)
    {
        var accounts = statements.Select(statement => Account.Of(statement, month)).ToList();
        var known = accounts.Select(account => account.Party).ToHashSet();
        accounts.AddRange(documents.Parties
            .Where(party => party.Type == PartyKey.Provider && order.HasProvider(party.Id) && !known.Contains(party))
            .Select(party => Account.Empty(party, month)));
        foreach (var account in accounts.OrderBy(account => account.Party, PartyKey.Order))
        {
            await SettleAsync(account, documents, state, writer, cancel);
        }

        if (order.Apply)
        {
            var rates = statements.ToLookup(statement => statement.Currency, statement => statement.FxRate, StringComparer.Ordinal);
            await BookedPartials.WriteAsync(
                writer,
                context.Store,
                month,
                sheets.SelectMany(sheet => sheet.Earned),
                order.HasProvider,
                currency => rates[currency].FirstOrDefault(),
                References.Of(command.Cut),
                cancel);
        }
    }

    private async Task SettleAsync(Account account, MonthDocuments documents, BookedState state, BookWriter writer, CancellationToken cancel)
    {
        var difference = new Difference(account.Party, documents.Computed(account.Party), account.Total);
        var why = difference.Delta == 0 ? "" : await WhyAsync(account, documents, cancel);
        IReadOnlyList<string> numbers = [];
        if (difference.Delta != 0)
        {
            _differences++;
            if (order.Apply)
            {
                var posted = state.FirstOpen(account.Party, account.Month.Plus(1));
                numbers = account.Settle(writer, documents, settings, posted, firstIsPlain: false, $"rerun of {account.Month}{Words.Because(command)}");
                _numbers.AddRange(numbers);
            }
        }

        _report.Add(RowChange.Upsert(
            BooksTables.RerunReports,
            command.Id,
            _report.Count + 1L,
            account.Party.Month,
            account.Party.Type,
            account.Party.Id,
            account.Party.Currency,
            difference.Booked,
            difference.Recomputed,
            difference.Delta,
            why,
            string.Join(", ", numbers)));
    }

    /// <summary>Against the lines of the newest document: what it was computed from before.</summary>
    private async Task<string> WhyAsync(Account account, MonthDocuments documents, CancellationToken cancel)
    {
        var newest = documents.Of(account.Party) is [.., var last] ? last : null;
        var rows = newest is null ? [] : await context.Store.ReadRowsAsync(BooksTables.InvoiceLines, [("invoice_number", newest.Number)], cancel);
        return Difference.Why(
            rows.Where(row => (string)row[3]! != LineKinds.AlreadyInvoiced)
                .Select(row => ((string?)row[2], (string)row[3]!, row[4] is long tier ? (int?)tier : null, (long)row[5]!, (decimal?)row[6], (decimal)row[7]!)),
            account.Lines);
    }

    private CommandOutcome Outcome(BookWriter writer, IReadOnlyList<RerunScope> months)
    {
        _report.ForEach(writer.Add);
        var window = Words.Few([.. months.Select(scope => scope.Month.ToString())]);
        if (order.Apply && _differences > 0)
        {
            var pricing = order.AsOf is { } at ? $"as of {at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}" : "at current prices";
            writer.Add(new DraftAudit(
                "rerun",
                null,
                null,
                null,
                $"{window} recomputed {pricing}, {(order.IncludeLate ? "with" : "without")} late records, below {command.Cut.ToJson()}: "
                + $"{Words.Count(_numbers.Count, "document")}{LeftOut}{Words.Because(command)}"));
        }

        var parties = _report.Count(row => (decimal)row.Values[BooksTables.RerunReports.Ordinal("delta")]! != 0);
        var found = parties == 0 ? "no difference" : Words.Count(parties, "account") + (parties == 1 ? " differs" : " differ");
        var words = order.Apply ? $"reran {window}: {found}, {Words.Count(_numbers.Count, "document")} written{LeftOut}" : $"dry rerun of {window}: {found}, nothing written{LeftOut}";
        return CommandOutcome.Done(words, Words.Json(_numbers), writer.Rows());
    }

    private string? Fault(PriceBook book, IReadOnlyList<RerunScope> months)
    {
        if (order.Clients?.Where(id => book.Client(id) is null).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } clients)
        {
            return $"no such client at the cut: {Words.Few(clients)}";
        }

        if (order.Providers?.Where(id => !book.ProviderKnown(id)).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } providers)
        {
            return $"no such provider at the cut: {Words.Few(providers)}";
        }

        return months.Count == 0
            ? $"nothing of {Words.Few([.. order.Months.Select(month => month.ToString())])} is closed for these parties: the figures of an open month are current as they stand"
            : null;
    }

    private static string Fingerprint(ClientSheet? sheet) => sheet?.Fingerprint ?? "";
}
