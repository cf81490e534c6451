using Sluice.Topology.Records.Scalars;
using Sluice.Topology.Records.Shapes;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Records;

/// <summary>What an alias demands beyond its shape: names that something is left of without case and punctuation.</summary>
internal static class AliasChecks
{
    public static Rejection? Alias(ShapedRecord alias) => Name(alias, "from") ?? Name(alias, "to");

    private static Rejection? Name(ShapedRecord alias, string field)
    {
        if (PlainName.Of(alias.Text(field)).Length > 0)
            return null;
        string shown = Printable.Of(alias.Text(field));
        return new Rejection(field, shown, $"{field} must hold a letter or a digit, but is \"{shown}\"");
    }
}
