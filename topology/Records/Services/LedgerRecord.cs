namespace Sluice.Topology.Records.Services;

/// <summary>
/// One decoded message of the <c>ledger</c> topic: a booking. Text is unescaped UTF-8 over the message or the decoder's
/// buffer: it lives until the next record is decoded or the message's memory is used again. Numbers are in units of 10⁻⁸
/// (<see cref="Money.Scaled"/>); those of a reversal may be negative.
/// </summary>
public readonly ref struct LedgerRecord
{
    private readonly ServiceValues _values;

    internal LedgerRecord(scoped in ServiceValues values) => _values = values;

    public ReadOnlySpan<byte> EntryId => _values.Id;

    public ReadOnlySpan<byte> ClientId => _values.ClientId;

    /// <summary>The job that it says it is for, as it is written; empty where it names none.</summary>
    public ReadOnlySpan<byte> JobRef => _values.JobRef;

    public ReadOnlySpan<byte> Site => _values.Site;

    public ReadOnlySpan<byte> ServiceType => _values.ServiceType;

    public DateOnly ServiceDate => _values.ServiceDate;

    public DateOnly PostedDate => _values.PostedDate;

    public Int128 Quantity => _values.Quantity;

    /// <summary>In <see cref="Currency"/>.</summary>
    public Int128 Amount => _values.Amount;

    /// <summary>A code of ISO 4217.</summary>
    public ReadOnlySpan<byte> Currency => _values.Currency;

    /// <summary>Free text; empty where it has none.</summary>
    public ReadOnlySpan<byte> Description => _values.Description;

    /// <summary>The entry it takes back, in whole or in part; empty for none, and never itself.</summary>
    public ReadOnlySpan<byte> Reverses => _values.Reverses;

    /// <summary>1 to 10¹⁵ − 1; 1 where absent.</summary>
    public long Revision => _values.Revision;

    public bool Cancelled => _values.Cancelled;

    /// <summary>
    /// Whether two versions of one entry say the same: all but ids and revision. Of two that do not, at one highest
    /// revision, neither counts.
    /// </summary>
    public bool SaysTheSameAs(in LedgerRecord other) => _values.SaysTheSameAs(other._values);

    /// <summary>A hash of what <see cref="SaysTheSameAs"/> compares; stable for ever.</summary>
    public UInt128 Content() => ContentHash.Of(_values);
}
