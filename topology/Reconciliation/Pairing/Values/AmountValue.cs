using System.Globalization;

namespace Sluice.Topology.Reconciliation.Pairing.Values;

/// <summary>An amount; 300, 300.0 and 3e2 are one.</summary>
internal sealed class AmountValue(decimal amount) : FieldValue(Written(amount))
{
    public override FieldKind Kind => FieldKind.Amount;

    public decimal Amount { get; } = amount;

    // Dividing by a one with 28 zeros behind its point takes the zeros off the end.
    private static string Written(decimal amount) => (amount / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);
}
