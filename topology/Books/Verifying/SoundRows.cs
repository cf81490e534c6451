using System.Text.Json;
using Sluice.Engine.State;
using Sluice.Topology.Books.Commands;
using Sluice.Topology.Books.Documents;

namespace Sluice.Topology.Books.Verifying;

/// <summary>Reads rows that keep JSON: one that cannot be read is named, and stands in with what can be read of it.</summary>
internal sealed class SoundRows
{
    private static readonly Basis s_noBasis = new(0, Positions.None.ToJson(), null);

    private readonly List<string> _breaks = [];
    private long _read;

    public BookCheck Check => new("sound rows", "documents and bookings can be read: basis, party, records left out", _read, _breaks);

    public Invoice Invoice(object?[] row)
    {
        var table = BooksTables.Invoices;
        var (basis, party) = (table.Ordinal("basis"), table.Ordinal("party"));
        Read(table.Name, row[0], "party", () => IsObject((string?)row[party]));
        if (Read(table.Name, row[0], "basis", () => Positions.Parse(Basis.Parse((string)row[basis]!).Cut) is not null))
        {
            return Documents.Invoice.Of(row);
        }

        var sound = (object?[])row.Clone();
        sound[basis] = s_noBasis.ToJson();
        return Documents.Invoice.Of(sound);
    }

    /// <summary>Null where nothing can stand in.</summary>
    public Booking? Booking(object?[] row)
    {
        var table = BooksTables.Bookings;
        var (excluded, name) = (table.Ordinal("excluded"), $"{row[0]}/{row[1]}");
        var sound = row;
        if (!Read(table.Name, name, "excluded", () => JsonSerializer.Deserialize<long[]>((string)row[excluded]!) is not null))
        {
            sound = (object?[])row.Clone();
            sound[excluded] = "[]";
        }

        Booking? booking = null;
        Read(table.Name, name, "month", () => (booking = BookingRow.Read(sound)) is not null);
        return booking;
    }

    private static bool IsObject(string? json)
    {
        if (json is null)
        {
            return true;
        }

        using var parsed = JsonDocument.Parse(json);
        return parsed.RootElement.ValueKind == JsonValueKind.Object;
    }

    private bool Read(string table, object? row, string column, Func<bool> read)
    {
        _read++;
        var why = "it is of another kind";
        try
        {
            if (read())
            {
                return true;
            }
        }
        catch (Exception failed)
        {
            why = failed.Message;
        }

        _breaks.Add($"{table} {row} is not sound: its {column} cannot be read ({why})");
        return false;
    }
}
