using Sluice.Cli.Hosting;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Cli.Matching;

/// <summary>The records of a file: the first column is the id, the wished ones are the values.</summary>
internal static class MatchRecords
{
    /// <param name="note">Is told what was taken though it is not quite right.</param>
    /// <exception cref="CliException">A column is missing, an id is missing or stands twice, or a value is not of its column's kind.</exception>
    public static List<PairingRecord> Of(MatchTable table, IReadOnlyList<PairingField> fields, Action<string> note)
    {
        int[] columns = [.. fields.Select(f => Column(table, f.Name))];
        var records = new List<PairingRecord>(table.Rows.Count);
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        var (mistyped, first) = (0, "");
        foreach (var row in table.Rows)
        {
            var id = row.Cells[0];
            if (id.Length == 0)
            {
                throw CliException.Failed($"{table.Path}, line {row.Line}: the id in the column \"{table.Headers[0]}\" is empty");
            }

            if (!lines.TryAdd(id, row.Line))
            {
                throw CliException.Failed($"{table.Path}, line {row.Line}: the id \"{id}\" in the column \"{table.Headers[0]}\" stands in line {lines[id]} already");
            }

            var values = new FieldValue?[fields.Count];
            for (var f = 0; f < values.Length; f++)
            {
                values[f] = Value(table, row, columns[f], fields[f]);
                if (values[f] is { IsMistyped: true } && mistyped++ == 0)
                {
                    first = $"the first is \"{row.Cells[columns[f]]}\" in line {row.Line}, column \"{fields[f].Name}\"";
                }
            }

            records.Add(new PairingRecord(id, values));
        }

        if (mistyped > 0)
        {
            note($"{table.Path}: {mistyped} dates are in no calendar and compared by their digits; {first}");
        }

        return records;
    }

    private static int Column(MatchTable table, string name)
    {
        int[] places = [.. Enumerable.Range(0, table.Headers.Count).Where(i => string.Equals(table.Headers[i], name, StringComparison.Ordinal))];
        return places switch
        {
            [var place] => place,
            [] => throw CliException.Usage($"{table.Path}, line 1: there is no column \"{name}\"; there are {string.Join(", ", table.Headers)}"),
            _ => throw CliException.Usage($"{table.Path}, line 1: {places.Length} columns are called \"{name}\""),
        };
    }

    private static FieldValue? Value(MatchTable table, MatchRow row, int column, PairingField field)
    {
        if (FieldValue.TryRead(field.Kind, row.Cells[column], out var value))
        {
            return value;
        }

        var wanted = field.Kind == FieldKind.Date ? "a date: write it like 2026-01-31" : "an amount: write it like 1234.50";
        throw CliException.Failed($"{table.Path}, line {row.Line}: column \"{field.Name}\": \"{row.Cells[column]}\" is not {wanted}");
    }
}
