namespace Sluice.Topology.Reconciliation.Pairing.Values;

/// <summary>A record to be paired.</summary>
/// <param name="Id">Unique on its side; ties are broken by its order, byte by byte.</param>
/// <param name="Values">One a field, in the order of the fields; null where the record has none.</param>
public sealed record PairingRecord(string Id, IReadOnlyList<FieldValue?> Values);
