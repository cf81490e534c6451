namespace Sluice.Topology.Records;

/// <summary>
/// One decoded message of the <c>reports</c> topic. Text fields are spans of unescaped UTF-8 over the message or
/// the decoder's buffer: they live until the next record is decoded or the message's memory is used again.
/// </summary>
public ref struct ReportRecord
{
    public ReadOnlySpan<byte> ReportId;
    public ReadOnlySpan<byte> ClientId;
    public ReadOnlySpan<byte> ProviderId;
    public ReadOnlySpan<byte> Modality;

    /// <summary>Empty where the record has none (an absent and an empty body part are one content).</summary>
    public ReadOnlySpan<byte> BodyPart;

    /// <summary>Number of images, 0 to 10^15 − 1.</summary>
    public long Images;

    /// <summary>Completion instant, UTC, in 100 ns units since 0001-01-01T00:00:00Z.</summary>
    public long CompletedAtTicks;

    /// <summary>1 to 10^15 − 1; 1 where absent.</summary>
    public long Revision;

    public Priority Priority;
    public bool Cancelled;
}
