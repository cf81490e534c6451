namespace Sluice.Topology.Records.Services;

/// <summary>The values of a job or an entry while they are read; those of the other one stay as they were made.</summary>
internal ref struct ServiceValues
{
    public ReadOnlySpan<byte> Id;
    public ReadOnlySpan<byte> ClientId;
    public ReadOnlySpan<byte> Site;
    public ReadOnlySpan<byte> ServiceType;
    public ReadOnlySpan<byte> Currency;
    public ReadOnlySpan<byte> JobRef;
    public ReadOnlySpan<byte> Reverses;
    public ReadOnlySpan<byte> Description;
    public DateOnly ServiceDate;
    public DateOnly PostedDate;
    public Int128 Quantity;
    public Int128 UnitRate;
    public Int128 Amount;
    public long Revision;
    public bool Cancelled;

    /// <summary>Whether the contents are one; who, which id and which revision is not content.</summary>
    public readonly bool SaysTheSameAs(in ServiceValues other) =>
        Cancelled == other.Cancelled
        && ServiceDate == other.ServiceDate
        && PostedDate == other.PostedDate
        && Quantity == other.Quantity
        && UnitRate == other.UnitRate
        && Amount == other.Amount
        && Currency.SequenceEqual(other.Currency)
        && Site.SequenceEqual(other.Site)
        && ServiceType.SequenceEqual(other.ServiceType)
        && JobRef.SequenceEqual(other.JobRef)
        && Reverses.SequenceEqual(other.Reverses)
        && Description.SequenceEqual(other.Description);
}
