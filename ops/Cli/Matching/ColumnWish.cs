using Sluice.Cli.Hosting;
using Sluice.Topology.Reconciliation.Pairing.Comparing;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Cli.Matching;

/// <summary>What <c>--on</c> asks for: columns and how to compare them.</summary>
internal static class ColumnWish
{
    /// <summary>Reads COLUMN:KIND, several of them, each also a list with commas. The last colon parts, so that a name may hold others.</summary>
    /// <exception cref="CliException">A wish is none, or a column stands twice.</exception>
    public static IReadOnlyList<PairingField> Parse(IReadOnlyList<string> wishes)
    {
        PairingField[] fields = [.. wishes.SelectMany(Parts).Select(One)];
        if (fields.GroupBy(f => f.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw CliException.Usage($"--on names the column \"{twice.Key}\" twice");
        }

        return fields.Length is > 0 and <= Agreements.FieldsMax
            ? fields
            : throw CliException.Usage($"--on takes from 1 to {Agreements.FieldsMax} columns, not {fields.Length}");
    }

    /// <summary>A name may hold a comma: a list is one only where every part has a kind.</summary>
    private static string[] Parts(string wish)
    {
        var parts = wish.Split(',');
        return Array.TrueForAll(parts, p => Kind(p[(p.LastIndexOf(':') + 1)..]) is not null && p.Contains(':', StringComparison.Ordinal)) ? parts : [wish];
    }

    private static PairingField One(string wish)
    {
        var colon = wish.LastIndexOf(':');
        var name = (colon < 0 ? wish : wish[..colon]).Trim();
        if (colon < 0 || name.Length == 0)
        {
            throw CliException.Usage($"--on {wish} is not COLUMN:KIND, such as name:text; the kinds are text, amount, date and id");
        }

        return Kind(wish[(colon + 1)..]) is { } kind
            ? new PairingField(name, kind)
            : throw CliException.Usage($"--on {wish}: the kind \"{wish[(colon + 1)..].Trim()}\" is not known: text, amount, date and id are");
    }

    private static FieldKind? Kind(string name) => name.Trim() switch
    {
        "text" => FieldKind.Text,
        "amount" => FieldKind.Amount,
        "date" => FieldKind.Date,
        "id" => FieldKind.Id,
        _ => null,
    };
}
