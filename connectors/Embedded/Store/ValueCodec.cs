using System.Globalization;
using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Connectors.Embedded.Store;

/// <summary>
/// Values to and from SQLite, exactly: amounts as their digits, scale kept; sums as integers in text; instants as RFC
/// 3339 in UTC with seven fraction digits always, so that their text orders as they do.
/// </summary>
internal static class ValueCodec
{
    public const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <exception cref="StoreException">The value is not of the column's type.</exception>
    public static void Bind(Statement statement, int index, Column column, object? value)
    {
        Span<byte> text = stackalloc byte[64];
        var length = 0;
        switch (column.Type, value)
        {
            case (_, null):
                statement.BindNull(index);
                return;
            case (ColumnType.Text, string s):
                statement.Bind(index, s);
                return;
            case (ColumnType.Integer, long number):
                statement.Bind(index, number);
                return;
            case (ColumnType.Bytes, byte[] bytes):
                statement.BindBlob(index, bytes);
                return;
            case (ColumnType.Amount, decimal amount):
                _ = amount.TryFormat(text, out length, default, CultureInfo.InvariantCulture);
                break;
            case (ColumnType.ScaledSum, Int128 sum):
                _ = sum.TryFormat(text, out length, default, CultureInfo.InvariantCulture);
                break;
            case (ColumnType.Instant, DateTimeOffset at):
                _ = at.ToUniversalTime().TryFormat(text, out length, InstantFormat, CultureInfo.InvariantCulture);
                break;
            default:
                throw new StoreException($"column {column.Name} holds {column.Type}, not {value.GetType().Name}") { Refusal = StoreRefusal.OfRows };
        }

        statement.BindUtf8(index, text[..length]);
    }

    public static object? Read(Statement statement, int index, ColumnType type)
    {
        if (statement.IsNull(index))
        {
            return null;
        }

        return type switch
        {
            ColumnType.Text => statement.Text(index),
            ColumnType.Integer => statement.Integer(index),
            ColumnType.Bytes => statement.Bytes(index).ToArray(),
            ColumnType.Amount => decimal.Parse(statement.Bytes(index), NumberStyles.Number, CultureInfo.InvariantCulture),
            ColumnType.ScaledSum => Int128.Parse(statement.Bytes(index), NumberStyles.Integer, CultureInfo.InvariantCulture),
            _ => DateTimeOffset.ParseExact(statement.Text(index), InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        };
    }
}
