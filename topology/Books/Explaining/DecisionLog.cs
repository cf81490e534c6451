using Sluice.Engine.Control;
using Sluice.Engine.Outputs;
using Sluice.Topology.Books.Commands;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Explaining;

/// <summary>
/// The decisions so far in their order, which is that of their audit rows: each has one, and the rows are chained. Tells what
/// was closed when a decision was made.
/// </summary>
internal sealed class DecisionLog
{
    /// <summary>Decides nothing; and whoever cannot sign may have named any command.</summary>
    private const string Refused = "refused";

    private readonly IBooksSource _source;
    private readonly IReadOnlyList<Booking> _bookings;
    private readonly Dictionary<string, long> _places;
    private readonly IReadOnlyList<(string Month, string CommandId)> _statements;

    private DecisionLog(
        IBooksSource source, IReadOnlyList<Booking> bookings, Dictionary<string, long> places, IReadOnlyList<(string Month, string CommandId)> statements) =>
        (_source, _bookings, _places, _statements) = (source, bookings, places, statements);

    /// <summary>All that is closed now.</summary>
    public Closings Now => Closings.Empty.With(_bookings);

    /// <param name="read">Reads a booking; null passes it over. Without it, one that cannot be read is an error.</param>
    /// <exception cref="ExplainException">A booking cannot be read.</exception>
    public static async Task<DecisionLog> LoadAsync(IBooksSource source, CancellationToken cancel, Func<object?[], Booking?>? read = null)
    {
        // Bookings first: whatever they name has its audit row by then, as both commit together.
        var bookings = await source.RowsAsync(BooksTables.Bookings, [], cancel);
        var complete = await source.RowsAsync(BooksTables.StatementStatus, [], cancel);
        var statements = await source.RowsAsync(BooksTables.Invoices, [("party_type", PartyKey.Provider)], cancel);
        var audit = await source.RowsAsync(BooksTables.AuditLogs, [], cancel);
        var (command, kind) = (BooksTables.AuditLogs.Ordinal("command_id"), BooksTables.AuditLogs.Ordinal("kind"));
        return new(
            source,
            [.. bookings.Select(read ?? Read).OfType<Booking>()],
            audit.Where(row => row[command] is not null && (string)row[kind]! != Refused).GroupBy(row => (string)row[command]!, StringComparer.Ordinal)
                .ToDictionary(rows => rows.Key, rows => rows.Min(row => (long)row[0]!), StringComparer.Ordinal),
            [
                .. complete.Select(row => ((string)row[0]!, (string)row[BooksTables.StatementStatus.Ordinal("command_id")]!)),
                .. statements.Select(row => ((string)row[BooksTables.Invoices.Ordinal("month")]!, (string)row[BooksTables.Invoices.Ordinal("command_id")]!)),
            ]);
    }

    private static Booking Read(object?[] row)
    {
        try
        {
            return BookingRow.Read(row);
        }
        catch (Exception wrong)
        {
            throw new ExplainException($"{BooksTables.Bookings.Name} {row[0]}/{row[1]} is not sound: {wrong.Message}");
        }
    }

    /// <summary>Rises with every decision.</summary>
    /// <exception cref="ExplainException">The audit log does not know it.</exception>
    public long PlaceOf(string commandId) => _places.TryGetValue(commandId, out var place)
        ? place
        : throw new ExplainException($"{BooksTables.AuditLogs.Name} has no row of command {commandId}");

    /// <summary>What was closed before the decision.</summary>
    public BookedState Before(string commandId)
    {
        var place = PlaceOf(commandId);
        return new(
            Closings.Empty.With(_bookings.Where(booking => PlaceOf(booking.CommandId) < place)),
            _statements.Where(issued => PlaceOf(issued.CommandId) < place).Select(issued => issued.Month).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Whether it closed clients of a month whose statements had been issued: it adds to them.</summary>
    public bool IsLaterClose(string commandId, string month) =>
        Before(commandId).Statements.Contains(month) && _bookings.Any(b => b.CommandId == commandId && b.Month.ToString() == month && IsClose(b));

    /// <summary>The clients whose month a decision booked.</summary>
    public IEnumerable<string> ClientsOf(string commandId, BusinessMonth month) =>
        _bookings.Where(booking => booking.CommandId == commandId && booking.Month == month).Select(booking => booking.ClientId);

    private bool IsClose(Booking booking) => _bookings.Where(b => b.ClientId == booking.ClientId && b.Month == booking.Month).Min(b => b.Number) == booking.Number;

    /// <summary>What is closed with the decision and those before it.</summary>
    public Closings UpTo(string commandId)
    {
        var place = PlaceOf(commandId);
        return Closings.Empty.With(_bookings.Where(booking => PlaceOf(booking.CommandId) <= place));
    }

    /// <exception cref="ExplainException">It is not kept, or cannot be read.</exception>
    public async Task<Command> CommandAsync(string commandId, CancellationToken cancel)
    {
        var rows = await _source.RowsAsync(EngineTables.Commands, [("command_id", commandId)], cancel);
        if (rows.Count == 0 || CommandRow.Of(rows[0]) is not { Request: { } request } row)
        {
            throw new ExplainException($"{EngineTables.Commands.Name} has no message of command {commandId}");
        }

        try
        {
            return Envelope.Read(row.Offset, request);
        }
        catch (Exception wrong)
        {
            throw new ExplainException($"the message of command {commandId} cannot be read: {wrong.Message}");
        }
    }
}
