using Sluice.Cli.Hosting;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Cli.Matching;

/// <summary>The pairs that are known to be right.</summary>
internal static class GoldPairs
{
    /// <summary>
    /// The first two columns of a file. Its first row is a header, unless it holds two ids of the records. Within one file a
    /// pair has no direction and counts once; between two files either id may stand first where only one reading fits.
    /// </summary>
    /// <exception cref="CliException">A pair is none of these records.</exception>
    public static HashSet<(string Left, string Right)> Read(string path, PairingData data)
    {
        var table = MatchTable.Read(path);
        if (table.Headers.Count < 2)
        {
            throw CliException.Failed($"{path}, line 1: two columns of ids are wanted, and there is one");
        }

        var left = data.Left.Ids.ToHashSet(StringComparer.Ordinal);
        var right = data.Within ? left : data.Right.Ids.ToHashSet(StringComparer.Ordinal);
        var gold = new HashSet<(string Left, string Right)>();
        if (Pair(left, right, table.Headers[0], table.Headers[1], data.Within) is { } first)
        {
            gold.Add(first);
        }

        foreach (var row in table.Rows)
        {
            gold.Add(Pair(left, right, row.Cells[0], row.Cells[1], data.Within) ?? throw Wrong(table, row, left, right, data.Within));
        }

        return gold;
    }

    private static (string Left, string Right)? Pair(HashSet<string> left, HashSet<string> right, string a, string b, bool within)
    {
        if (!left.Contains(a) || !right.Contains(b))
        {
            return left.Contains(b) && right.Contains(a) ? (b, a) : null;
        }

        return !within ? (a, b) : string.CompareOrdinal(a, b) switch
        {
            < 0 => (a, b),
            > 0 => (b, a),
            _ => null,
        };
    }

    private static CliException Wrong(MatchTable table, MatchRow row, HashSet<string> left, HashSet<string> right, bool within)
    {
        var unknown = Array.FindIndex(row.Cells, 0, 2, id => !left.Contains(id) && !right.Contains(id));
        var why = unknown >= 0 ? $"column \"{table.Headers[unknown]}\": no record has the id \"{row.Cells[unknown]}\""
            : within ? $"\"{row.Cells[0]}\" is paired with itself"
            : $"\"{row.Cells[0]}\" and \"{row.Cells[1]}\" are of one file";
        return CliException.Failed($"{table.Path}, line {row.Line}: {why}");
    }
}
