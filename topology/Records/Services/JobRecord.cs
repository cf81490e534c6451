namespace Sluice.Topology.Records.Services;

/// <summary>
/// One decoded message of the <c>jobs</c> topic: work done for a client, at a price. Text is unescaped UTF-8 over the
/// message or the decoder's buffer: it lives until the next record is decoded or the message's memory is used again.
/// Numbers are in units of 10⁻⁸ (<see cref="Money.Scaled"/>) and never negative. Of the patient's name nothing is kept.
/// </summary>
public readonly ref struct JobRecord
{
    private readonly ServiceValues _values;

    internal JobRecord(scoped in ServiceValues values) => _values = values;

    public ReadOnlySpan<byte> JobId => _values.Id;

    public ReadOnlySpan<byte> ClientId => _values.ClientId;

    public ReadOnlySpan<byte> Site => _values.Site;

    public ReadOnlySpan<byte> ServiceType => _values.ServiceType;

    public DateOnly ServiceDate => _values.ServiceDate;

    public Int128 Quantity => _values.Quantity;

    /// <summary>In <see cref="Currency"/> for one of <see cref="Quantity"/>.</summary>
    public Int128 UnitRate => _values.UnitRate;

    /// <summary>In <see cref="Currency"/>, as the record says: not worked out from quantity and rate.</summary>
    public Int128 Amount => _values.Amount;

    /// <summary>A code of ISO 4217.</summary>
    public ReadOnlySpan<byte> Currency => _values.Currency;

    /// <summary>1 to 10¹⁵ − 1; 1 where absent.</summary>
    public long Revision => _values.Revision;

    public bool Cancelled => _values.Cancelled;

    /// <summary>
    /// Whether two versions of one job say the same: all but ids and revision. Of two that do not, at one highest
    /// revision, neither counts. A patient's name is no part of it.
    /// </summary>
    public bool SaysTheSameAs(in JobRecord other) => _values.SaysTheSameAs(other._values);

    /// <summary>A hash of what <see cref="SaysTheSameAs"/> compares; stable for ever.</summary>
    public UInt128 Content() => ContentHash.Of(_values);
}
