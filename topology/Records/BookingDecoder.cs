using System.Text.Json;
using Sluice.Engine.Outputs;
using Sluice.Topology.Books;
using Sluice.Topology.Money;
using Sluice.Topology.Records.Scalars;
using Sluice.Topology.Time;

namespace Sluice.Topology.Records;

/// <summary>Decodes one message of the <c>bookings</c> topic: a row of <see cref="BooksTables.Bookings"/> as it was published. Safe for all threads.</summary>
public static class BookingDecoder
{
    private static readonly TableSchema s_table = BooksTables.Bookings;

    /// <param name="key">The message key: the row's, as <see cref="RowJson.Key"/> writes it.</param>
    /// <param name="hasKey">False where the message has no key (null).</param>
    /// <param name="payload">The message.</param>
    /// <param name="booking">The decision, where the result is true.</param>
    /// <param name="rejection">What is wrong, where the result is false.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> key, bool hasKey, ReadOnlySpan<byte> payload, out Booking? booking, out Rejection? rejection)
    {
        booking = null;
        (var row, rejection) = RowMessage.Read(s_table, payload, later: "statements");
        if (row is null)
            return false;
        row[s_table.Ordinal("statements")] ??= 0L;
        rejection = Fault(row) ?? KeyFault(row, key, hasKey);
        if (rejection is not null)
            return false;
        if (Offsets(row) is not { } excluded)
        {
            rejection = Must("excluded", row, "a JSON array of different offsets below the cut");
            return false;
        }

        booking = Booking(row, excluded);
        return true;
    }

    private static Booking Booking(object?[] row, IReadOnlySet<long> excluded) => new(
        Number("number", row),
        Text("command_id", row),
        BusinessMonth.Parse(Text("month", row)),
        Text("client_id", row),
        (int)Number("shard", row),
        Number("cut", row),
        Number("moves_cut", row) == 1,
        excluded,
        Text("fingerprint", row),
        BookedSummary.Read(s_table, row))
    {
        IssuesStatements = Number("statements", row) == 1,
    };

    private static Rejection? Fault(object?[] row)
    {
        foreach (var column in s_table.Columns)
        {
            if (column.Type != ColumnType.Amount && Value(column.Name, row) is null)
                return new Rejection(column.Name, "null", $"{column.Name} is required, but is null");
        }

        foreach (var (column, least, most) in Ranges)
        {
            if (Number(column, row) < least || Number(column, row) > most)
                return Must(column, row, most == long.MaxValue ? $"at least {least}" : $"from {least} to {most}");
        }

        foreach (var column in new[] { "command_id", "client_id" })
        {
            if (string.IsNullOrWhiteSpace(Text(column, row)))
                return Must(column, row, "text that is not blank");
        }

        if (!BusinessMonth.TryParse(Text("month", row), out _))
            return Must("month", row, "a month as YYYY-MM");
        return Currencies.IsKnown(System.Text.Encoding.UTF8.GetBytes(Text("currency", row))) ? null : Must("currency", row, "a currency code of ISO 4217");
    }

    private static IEnumerable<(string Column, long Least, long Most)> Ranges =>
    [
        ("number", 0, long.MaxValue), ("line", 0, long.MaxValue), ("shard", 0, int.MaxValue), ("cut", 0, long.MaxValue),
        ("moves_cut", 0, 1), ("statements", 0, 1), ("version", 1, long.MaxValue), ("reports", 0, long.MaxValue),
    ];

    private static Rejection? KeyFault(object?[] row, ReadOnlySpan<byte> key, bool hasKey)
    {
        var owner = RowJson.Key(s_table, row[..s_table.KeyColumns]);
        if (hasKey && key.SequenceEqual(owner))
            return null;
        var shown = hasKey ? Printable.Of(key) : null;
        return new Rejection("key", shown, $"the message key must be {Printable.Of(owner)}, but {(hasKey ? $"is \"{shown}\"" : "the message has no key")}");
    }

    /// <summary>The offsets that are left out, or null where the column does not hold any such.</summary>
    private static HashSet<long>? Offsets(object?[] row)
    {
        try
        {
            var cut = Number("cut", row);
            var offsets = JsonSerializer.Deserialize<long[]>(Text("excluded", row));
            var distinct = offsets?.Where(offset => offset >= 0 && offset < cut).ToHashSet();
            return distinct?.Count == offsets?.Length ? distinct : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Rejection Must(string column, object?[] row, string what)
    {
        var shown = Printable.Of(System.Text.Encoding.UTF8.GetBytes(Convert.ToString(Value(column, row), System.Globalization.CultureInfo.InvariantCulture)!));
        return new Rejection(column, shown, $"{column} must be {what}, but is {shown}");
    }

    private static long Number(string column, object?[] row) => (long)Value(column, row)!;

    private static string Text(string column, object?[] row) => (string)Value(column, row)!;

    private static object? Value(string column, object?[] row) => row[s_table.Ordinal(column)];
}
