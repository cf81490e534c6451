using Sluice.Engine.Control;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Books.Commands;

/// <summary>
/// Works out a rerun (contract §4), one per command: recomputes the closed part of each month of the window in shadow
/// state, says what differs from the documents and, where applied, writes what makes up for it.
/// </summary>
internal sealed class RerunRun(BooksSettings settings, DocumentNumbering numbering, Command command, RerunOrder order, ICommandContext<PriceBook> context)
{
    private readonly Decision _decision = new(numbering, command, context, order.AsOf);

    public async Task<CommandOutcome> RunAsync(CancellationToken cancel)
    {
        var state = await BookedState.LoadAsync(context.Store, cancel);
        var book = await context.ReferenceAtAsync(command.Cut, cancel);
        var months = RerunScope.Of(order, state);
        if ((Fault(book, months) ?? await FaultAsync(months, state, cancel)) is { } fault)
        {
            return await _decision.RefuseAsync(fault, cancel);
        }

        var writer = await _decision.BeginAsync(cancel);
        book = (order.AsOf is { } at ? book.AsOf(at) : book).Under(RerunScope.Seen(order, state, months));
        var reading = new MonthReading(context, command, settings, book, state.Closings);
        var basis = new RerunBasis(state, book, reading, writer, new RerunReport(command, order));
        var settlement = new RerunSettlement(settings, command, order, context, basis);
        foreach (var scope in months)
        {
            var month = await ReadAsync(scope, basis, cancel);
            var waiting = month.Blocked.Where(record => scope.Read.Contains(record.ClientId)).ToList();
            if (Fault(month, waiting, book) is { } missing)
            {
                // Nothing of the other months is written either.
                return await _decision.RefuseAsync(missing, cancel);
            }

            basis.Report.LeaveOut(waiting);
            await settlement.WriteAsync(month, cancel);
        }

        return basis.Report.Outcome(_decision, writer, months, reading.Stored);
    }

    private async Task<RerunMonth> ReadAsync(RerunScope scope, RerunBasis basis, CancellationToken cancel)
    {
        var limits = order.IncludeLate ? [] : ShadowLimit.OfBooked(basis.State.Closings, scope.Month);
        var month = await basis.Reading.ReadAsync(scope.Month, scope.Read, limits, cancel);
        var sheets = month.Clients.ToDictionary(sheet => sheet.ClientId, StringComparer.Ordinal);
        var others = scope.Clients.Where(id => !sheets.ContainsKey(id)).ToList();
        var places = await ClientPlaces.LoadAsync(context, others, cancel);
        foreach (var sheet in ClientSheets.WithoutReports(basis.Book, settings, scope.Month, others, places.ShardOf))
        {
            sheets[sheet.ClientId] = sheet;
        }

        var statements = scope.HasProviders
            ? Statements.Of(scope.Month, sheets.Values, basis.Book, settings).Where(statement => order.HasProvider(statement.ProviderId)).ToList()
            : [];
        var documents = await MonthDocuments.LoadAsync(context.Store, scope.Month, cancel);
        return new RerunMonth(scope, sheets, month.Blocked, statements, documents, basis.State.Closings.ClosesOf(scope.Month.Index));
    }

    /// <summary>Why nothing can be recomputed, or null.</summary>
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

    /// <summary>Why the months cannot be recomputed below the command's cut, be it for looking alone; or null.</summary>
    private async Task<string?> FaultAsync(IReadOnlyList<RerunScope> months, BookedState state, CancellationToken cancel)
    {
        var booked = new BookedCuts(context.Store, command);
        foreach (var scope in months)
        {
            if (await booked.FaultAsync(scope.Month, scope.Read, state.Closings, scope.HasProviders ? order.HasProvider : null, cancel) is { } fault)
            {
                return $"{scope.Month} cannot be recomputed: {fault}";
            }
        }

        return null;
    }

    /// <summary>Why a month cannot be booked, or null.</summary>
    /// <param name="waiting">Its records that are not billed.</param>
    private string? Fault(RerunMonth month, List<BlockedRecord> waiting, PriceBook book)
    {
        var missing = month.Sheets.Values.SelectMany(sheet => CloseRates.Missing(book, settings, month.Month, sheet))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (order.Apply && missing.Count > 0)
        {
            return $"{month.Month} cannot be booked: {Words.Few(missing)}";
        }

        return waiting.GroupBy(record => record.ClientId, StringComparer.Ordinal).Any(client => client.Count() > Booking.ExcludedMax)
            ? $"{month.Month} cannot be booked: more than {Booking.ExcludedMax} records of one client would be left out"
            : null;
    }
}
