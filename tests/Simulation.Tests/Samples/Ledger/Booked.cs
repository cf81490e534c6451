namespace Sluice.Simulation.Tests.Samples.Ledger;

/// <summary>A job or a ledger entry as it was decoded; names are plain ones with their aliases followed.</summary>
internal sealed record Booked(
    string Id,
    string Client,
    string Site,
    string Service,
    DateOnly Date,
    decimal Quantity,
    decimal Amount,
    string Currency,
    long Revision,
    bool Cancelled,
    decimal UnitRate,
    DateOnly Posted,
    string Ref,
    string Reverses);
