namespace Sluice.Topology.Records.Services;

/// <summary>The fields of jobs and of ledger entries as bits, to see which have been met.</summary>
[Flags]
internal enum ServiceFields : uint
{
    None = 0,
    JobId = 1,
    EntryId = 1 << 1,
    ClientId = 1 << 2,
    Site = 1 << 3,
    ServiceType = 1 << 4,
    ServiceDate = 1 << 5,
    Quantity = 1 << 6,
    Amount = 1 << 7,
    Currency = 1 << 8,
    Revision = 1 << 9,
    Cancelled = 1 << 10,
    UnitRate = 1 << 11,
    PatientName = 1 << 12,
    JobRef = 1 << 13,
    PostedDate = 1 << 14,
    Description = 1 << 15,
    Reverses = 1 << 16,
    Both = ClientId | Site | ServiceType | ServiceDate | Quantity | Amount | Currency,
    JobRequired = Both | JobId | UnitRate,
    Job = JobRequired | PatientName | Revision | Cancelled,
    LedgerRequired = Both | EntryId | PostedDate,
    Ledger = LedgerRequired | JobRef | Description | Reverses | Revision | Cancelled,
}
