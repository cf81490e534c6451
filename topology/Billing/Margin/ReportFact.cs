using System.Runtime.InteropServices;
using Sluice.Topology.Records;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// What one accepted report message said, in 64 bytes: one cache line, resident for every open month and stored as it
/// lies. Texts are numbers of the shard's string tables. Its price is never kept: it follows from the book.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct ReportFact
{
    private const int PriorityShift = 50;
    private const int IdKindShift = 52;
    private const ulong RevisionMask = (1UL << PriorityShift) - 1;
    private const ulong CancelledBit = 1UL << 54;
    private const ulong SupersededBit = 1UL << 56;
    private const ulong ConflictingBit = 1UL << 57;
    private const ulong BillableBit = 1UL << 58;
    private const ulong DerivedBits = SupersededBit | ConflictingBit | BillableBit;

    public ulong IdHigh;
    public ulong IdLow;

    /// <summary>Where the message stands in its partition, which is the shard's.</summary>
    public long Offset;

    /// <summary>UTC, 100 ns units since 0001-01-01.</summary>
    public long CompletedAtTicks;

    public long Images;
    private ulong _bits;
    public int Client;
    public int Provider;

    /// <summary>Number of the pair (modality, body part).</summary>
    public int Study;

    /// <summary>The version of the same report accepted before this one, or −1.</summary>
    public int Previous;

    public ReportFact(ReportId id, long revision, Priority priority, bool cancelled)
        : this()
    {
        IdHigh = id.High;
        IdLow = id.Low;
        Previous = -1;
        _bits = (ulong)revision
            | ((ulong)priority << PriorityShift)
            | ((ulong)id.Kind << IdKindShift)
            | (cancelled ? CancelledBit : 0);
    }

    public readonly ReportId Id => new(IdHigh, IdLow, (ReportIdKind)((_bits >> IdKindShift) & 3));

    public readonly long Revision => (long)(_bits & RevisionMask);

    public readonly Priority Priority => (Priority)((_bits >> PriorityShift) & 3);

    public readonly bool Cancelled => (_bits & CancelledBit) != 0;

    /// <summary>A higher revision has been accepted. Derived.</summary>
    public bool Superseded
    {
        readonly get => (_bits & SupersededBit) != 0;
        set => Set(SupersededBit, value);
    }

    /// <summary>Another content of the same, highest revision has been accepted. Derived.</summary>
    public bool Conflicting
    {
        readonly get => (_bits & ConflictingBit) != 0;
        set => Set(ConflictingBit, value);
    }

    /// <summary>Counted in the figures. Derived.</summary>
    public bool Billable
    {
        readonly get => (_bits & BillableBit) != 0;
        set => Set(BillableBit, value);
    }

    /// <summary>Whether it is a report that stands: the highest revision, undisputed, not cancelled.</summary>
    public readonly bool Stands => (_bits & (CancelledBit | SupersededBit | ConflictingBit)) == 0;

    /// <summary>Whether two messages of one revision say the same (decoded content, wherever they lie in the log).</summary>
    public readonly bool SaysTheSameAs(in ReportFact other) =>
        (_bits & ~DerivedBits) == (other._bits & ~DerivedBits)
        && CompletedAtTicks == other.CompletedAtTicks
        && Images == other.Images
        && Provider == other.Provider
        && Study == other.Study;

    /// <summary>Drops what is derived, as when the fact comes back from the store.</summary>
    public void ForgetDerived() => _bits &= ~DerivedBits;

    private void Set(ulong bit, bool value) => _bits = value ? _bits | bit : _bits & ~bit;
}
