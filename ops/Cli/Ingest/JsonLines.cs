namespace Sluice.Cli.Ingest;

/// <summary>A file with one record a line.</summary>
internal sealed class JsonLines(Stream stream, int recordBytesMax) : IRecordSource
{
    private readonly LineReader _lines = new(stream, recordBytesMax);

    public long BytesTaken => _lines.BytesTaken;

    public bool TryRead(out ReadOnlySpan<byte> payload) => _lines.TryRead(out payload);

    public void Dispose() => stream.Dispose();
}
