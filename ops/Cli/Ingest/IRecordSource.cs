namespace Sluice.Cli.Ingest;

/// <summary>The records of one file, in order. Owned by the thread that reads it.</summary>
internal interface IRecordSource : IDisposable
{
    /// <summary>Bytes of the file read so far.</summary>
    long BytesTaken { get; }

    /// <summary>The next record's payload, valid until the next call; false at the end.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read on; the message names the line.</exception>
    bool TryRead(out ReadOnlySpan<byte> payload);
}
