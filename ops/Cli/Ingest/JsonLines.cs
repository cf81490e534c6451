namespace Sluice.Cli.Ingest;

/// <summary>A file with one record a line.</summary>
/// <param name="note">Is told of every line that had to be cut.</param>
internal sealed class JsonLines(Stream stream, Action<string> note) : IRecordSource
{
    private readonly LineReader _lines = new(stream, TopicFile.RecordBytesMax, TopicFile.BytesKept);

    public long BytesTaken => _lines.BytesTaken;

    public bool TryRead(out ReadOnlySpan<byte> payload)
    {
        var any = _lines.TryRead(out payload);
        if (any && _lines.IsCut)
        {
            note(TopicFile.CutNote($"line {_lines.LineNumber}", _lines.LineBytes));
        }

        return any;
    }

    public void Dispose() => stream.Dispose();
}
