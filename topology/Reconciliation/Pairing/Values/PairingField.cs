namespace Sluice.Topology.Reconciliation.Pairing.Values;

/// <summary>A column that both sides have.</summary>
public sealed record PairingField(string Name, FieldKind Kind);
