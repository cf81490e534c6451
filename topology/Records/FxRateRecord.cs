namespace Sluice.Topology.Records;

/// <summary>The rate published for a currency and a date. Identity: base and date.</summary>
/// <param name="Base">The foreign currency.</param>
/// <param name="Quote">The books' base currency.</param>
/// <param name="Rate">Units of <paramref name="Quote"/> for one unit of <paramref name="Base"/>; above zero.</param>
/// <param name="Source">Who published it.</param>
public sealed record FxRateRecord(
    string Base,
    string Quote,
    DateOnly Date,
    decimal Rate,
    string Source,
    DateTimeOffset RecordedAt,
    string Canonical) : ReferenceRecord(RecordedAt, Canonical)
{
    public override string Identity => $"{Base}\u001f{Date:yyyy-MM-dd}";
}
