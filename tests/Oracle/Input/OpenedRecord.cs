using Sluice.Oracle.Facts;
using Sluice.Oracle.Reference;

namespace Sluice.Oracle.Input;

/// <summary>A message judged and read, so that books of several selections of records need not do that again.</summary>
public sealed class OpenedRecord
{
    /// <summary>Where the message stands.</summary>
    public required RecordPlace Place { get; init; }

    /// <summary>What is wrong with it, in words; null where nothing is.</summary>
    public string? Fault { get; init; }

    /// <summary>What it says of a report; null for other records and for faulty ones.</summary>
    public ReportVersion? Report { get; init; }

    /// <summary>The client or provider that it is the record of; null for others.</summary>
    public string? Party => Reference?.Value switch
    {
        Client client => client.Id,
        Provider provider => provider.Id,
        _ => null,
    };

    /// <summary>What it says as reference data; null for reports and for faulty ones.</summary>
    internal ReferenceVersion? Reference { get; init; }
}
