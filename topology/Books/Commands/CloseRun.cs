using Sluice.Engine;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Commands;

/// <summary>Works out a month-close (contract §4): one per command.</summary>
internal sealed class CloseRun(BooksSettings settings, DocumentNumbering numbering, Command command, CloseOrder order, ICommandContext<PriceBook> context)
{
    private readonly Decision _decision = new(numbering, command, context);

    private string Month => order.Month.ToString();

    /// <summary>Whole milliseconds, which every store keeps.</summary>
    private DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(context.Now.ToUnixTimeMilliseconds());

    /// <summary>The business date of now.</summary>
    private int Today => new BusinessCalendar(settings.TimeZone).DayOf(context.Now.UtcTicks);

    public async Task<CommandOutcome> RunAsync(CancellationToken cancel)
    {
        var state = await BookedState.LoadAsync(context.Store, cancel);
        var book = (await context.ReferenceAtAsync(command.Cut, cancel)).Under(state.Closings);
        if (order.Clients?.Where(id => book.Client(id) is null).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } unknown)
        {
            return await RefuseAsync($"no such client at the cut: {Words.Few(unknown)}", cancel);
        }

        if (!numbering.Takes(order.Month))
        {
            return await RefuseAsync($"{Month} cannot be closed: its documents would have the numbers of another century", cancel);
        }

        var closing = (order.Clients ?? book.ClientIds).Where(id => !state.Closings.IsClosed(id, order.Month.Index)).Order(StringComparer.Ordinal).ToList();
        if (closing.Count == 0)
        {
            return CommandOutcome.Done(order.Clients is null && !book.ClientIds.Any() ? $"{Month}: no client in the book, nothing to close" : $"{Month} is already closed", null);
        }

        if (!order.Force && Today < order.Month.FirstDay)
        {
            return await RefuseAsync($"{Month} cannot be closed: it has not begun yet in {settings.TimeZone}, and all that comes would be late; force closes it all the same", cancel);
        }

        var isComplete = book.ClientIds.All(id => state.Closings.IsClosed(id, order.Month.Index) || closing.BinarySearch(id, StringComparer.Ordinal) >= 0);
        var isTold = state.Statements.Contains(Month);
        var isFirst = isComplete && !isTold;
        if (isFirst && await new BookedCuts(context.Store, command).FaultAsync(order.Month, state.Closings.Clients, state.Closings, null, cancel) is { } below)
        {
            // The statements tell of the clients that were closed before too.
            return await RefuseAsync($"{Month} cannot be closed: it would issue the statements of all clients, but {below}", cancel);
        }

        var reading = new MonthReading(context, command, settings, book, state.Closings);
        var scope = order.Clients is null || isFirst ? null : closing.ToHashSet(StringComparer.Ordinal);
        var month = await reading.ReadAsync(order.Month, scope, ShadowLimit.OfBooked(state.Closings, order.Month), cancel);
        if (order is { Clients: null, Force: true })
        {
            // Clients that nobody knows yet are closed too, so that their records are late and not forgotten.
            closing.AddRange(month.Blocked.Select(record => record.ClientId)
                .Where(id => book.Client(id) is null && !state.Closings.IsClosed(id, order.Month.Index))
                .Distinct(StringComparer.Ordinal));
            closing.Sort(StringComparer.Ordinal);
        }

        return await DecideAsync(new Closing(state, book, closing, isFirst, isTold, month, reading), cancel);
    }

    private async Task<CommandOutcome> DecideAsync(Closing close, CancellationToken cancel)
    {
        var mine = close.Clients.ToHashSet(StringComparer.Ordinal);
        var blocked = close.Month.Blocked.Where(record => mine.Contains(record.ClientId) || IsOfNobody(record, close)).ToList();
        blocked.AddRange(await QuarantinedAsync(mine, cancel));
        if (order.Force && blocked.GroupBy(record => record.ClientId, StringComparer.Ordinal).FirstOrDefault(client => client.Count() > Booking.ExcludedMax) is { } many)
        {
            return await RefuseAsync(
                $"{Month} cannot be closed: {many.Count()} records of client {many.Key} would be left out by force, more than {Booking.ExcludedMax}", cancel);
        }

        if (blocked.Count > 0 && !order.Force)
        {
            return await RefuseAsync($"{Month} cannot be closed: {Words.Blocked(blocked)}; close with force to leave them out, they become late", cancel);
        }

        var sheets = close.Month.Clients.Where(sheet => close.IsFirst || mine.Contains(sheet.ClientId)).ToDictionary(sheet => sheet.ClientId, StringComparer.Ordinal);
        var places = await ClientPlaces.LoadAsync(context, close.Clients, cancel);
        foreach (var sheet in ClientSheets.WithoutReports(close.Book, settings, order.Month, close.Clients.Where(id => !sheets.ContainsKey(id)).ToList(), places.ShardOf))
        {
            sheets[sheet.ClientId] = sheet;
        }

        var missing = sheets.Values.SelectMany(sheet => CloseRates.Missing(close.Book, settings, order.Month, sheet)).Distinct(StringComparer.Ordinal).ToList();
        return missing.Count > 0
            ? await RefuseAsync($"{Month} cannot be closed: {Words.Few(missing)}", cancel)
            : await BookAsync(close, sheets, blocked, places, cancel);
    }

    private async Task<CommandOutcome> BookAsync(
        Closing close, Dictionary<string, ClientSheet> sheets, List<BlockedRecord> blocked, ClientPlaces places, CancellationToken cancel)
    {
        var writer = await _decision.BeginAsync(cancel);
        var documents = await MonthDocuments.LoadAsync(context.Store, order.Month, cancel);
        var reference = References.Of(command.Cut);
        var reason = $"close of {Month}";
        List<string> numbers = [];
        var line = 0L;
        foreach (var id in close.Clients)
        {
            var sheet = sheets.GetValueOrDefault(id);
            if (sheet is not null)
            {
                numbers.AddRange(Account.Of(sheet, order.Month).Settle(writer, documents, settings, order.Month, firstIsPlain: true, reason));
            }

            var shard = places.ShardOf(id);
            var cut = places.IsKnown(id) ? close.Reading.CutOf(shard) : 0;
            var summary = sheet is null ? SummaryOf.Nothing(close.Book.Client(id)?.Currency ?? settings.BaseCurrency, 1, reference) : SummaryOf.Sheet(sheet, 1, reference);
            var excluded = blocked.Where(record => record.ClientId == id && record.Shard == shard && record.Offset < cut).Select(record => record.Offset).ToHashSet();
            var booking = new Booking(context.Number, command.Id, order.Month, id, shard, cut, MovesCut: true, excluded, sheet?.Fingerprint ?? "", summary)
            {
                IssuesStatements = close.IsFirst,
            };
            writer.Add(RowChange.Upsert(BooksTables.Bookings, BookingRow.Write(booking, ++line)));
            writer.Add(RowChange.Upsert(BooksTables.MonthStatus, Month, id, "closed", Now, command.Id));
        }

        if (close.IsFirst || close.IsTold)
        {
            numbers.AddRange(await BookStatementsAsync(close, sheets.Values, writer, documents, reason, cancel));
        }

        Audit(writer, close, blocked, numbers.Count);
        var words = $"closed {Month} for {Words.Count(close.Clients.Count, "client")}: {Words.Count(numbers.Count, "document")}"
            + (blocked.Count > 0 ? $", {Words.Count(blocked.Count, "record")} left out by force" : "")
            + close.Reading.Stored
            + (Today > order.Month.LastDay ? "" : "; the month has not ended: what comes from now on is late");
        return _decision.Done(words, Words.Json(numbers), writer);
    }

    private async Task<List<string>> BookStatementsAsync(
        Closing close,
        IEnumerable<ClientSheet> sheets,
        BookWriter writer,
        MonthDocuments documents,
        string reason,
        CancellationToken cancel)
    {
        // What the providers have been told of stays as it was priced then; a client that closes later adds to it.
        var own = sheets.SelectMany(sheet => sheet.Earned).ToList();
        var booked = close.IsFirst ? [] : await BookedPartials.ReadAsync(context.Store, order.Month, cancel);
        var statements = Statements.Added(order.Month, own, booked, close.Book, settings);
        List<string> numbers = [];
        foreach (var account in statements.Select(statement => Account.Of(statement, order.Month)))
        {
            numbers.AddRange(close.IsFirst
                ? account.Settle(writer, documents, settings, order.Month, firstIsPlain: true, reason)
                : account.Supplement(writer, documents));
        }

        var rates = statements.ToLookup(statement => statement.Currency, statement => statement.FxRate, StringComparer.Ordinal);
        await BookedPartials.WriteAsync(
            writer,
            context.Store,
            order.Month,
            [.. booked, .. own],
            _ => true,
            currency => rates[currency].FirstOrDefault(),
            References.Of(command.Cut),
            cancel);
        if (close.IsFirst)
        {
            writer.Add(RowChange.Upsert(BooksTables.StatementStatus, Month, Now, command.Id));
        }

        return numbers;
    }

    private void Audit(BookWriter writer, Closing close, List<BlockedRecord> blocked, int documents)
    {
        var scope = order.Clients is null ? "all clients" : $"clients {Words.Few(close.Clients)}";
        writer.Add(new DraftAudit("month-close", null, null, null, $"{Month} closed for {scope}, {Words.Count(documents, "document")}{Words.Because(command)}"));
        foreach (var record in blocked)
        {
            writer.Add(new DraftAudit(
                "forced",
                PartyKey.Client,
                record.ClientId,
                null,
                $"{Month} closed without {FinanceTopics.Reports}/{record.Shard} offset {record.Offset} ({record.RecordId}), which was {record.Kind}: {record.Reason}"));
        }
    }

    private Task<CommandOutcome> RefuseAsync(string reason, CancellationToken cancel) => _decision.RefuseAsync(reason, cancel);

    /// <summary>A close of all clients waits also for reports of clients that are not known yet.</summary>
    private bool IsOfNobody(BlockedRecord record, Closing close) => order.Clients is null && close.Book.Client(record.ClientId) is null;

    private async Task<IEnumerable<BlockedRecord>> QuarantinedAsync(HashSet<string> clients, CancellationToken cancel)
    {
        var rows = await context.Store.ReadRowsAsync(EngineTables.Quarantined, [("topic", FinanceTopics.Reports)], cancel);
        return rows.Where(row => row[3] is string key && clients.Contains(key) && (long)row[2]! < command.Cut[new TopicPartition(FinanceTopics.Reports, (int)(long)row[1]!)])
            .Select(row => new BlockedRecord((string)row[3]!, (int)(long)row[1]!, (long)row[2]!, "-", "quarantined", (string)row[4]!));
    }

    /// <param name="Clients">Those that this command closes, ordinal.</param>
    /// <param name="IsFirst">Whether every client of the book is closed with it for the first time: then statements are issued.</param>
    /// <param name="IsTold">Whether they were issued before: then whoever closes adds to them.</param>
    private sealed record Closing(
        BookedState State, PriceBook Book, IReadOnlyList<string> Clients, bool IsFirst, bool IsTold, MonthSheet Month, MonthReading Reading);
}
