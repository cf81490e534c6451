using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Sluice.Topology.Records.Csv;
using Sluice.Topology.Records.Shapes;

namespace Sluice.Cli.Ingest;

/// <summary>A CSV file whose first row names the topic's fields; every other row becomes the JSON message it stands for.</summary>
internal sealed class CsvRecords : IRecordSource
{
    /// <summary>Characters of a cell. Of a longer one nobody can say where it ends: mostly a quote is missing.</summary>
    private const int CellMax = 16 << 20;

    private readonly Stream _stream;
    private readonly StreamReader _text;
    private readonly CsvParser _rows;
    private readonly TopicShape _shape;
    private readonly Action<string> _note;
    private readonly string[] _headers;

    /// <param name="note">Is told of every row that had to be cut.</param>
    public CsvRecords(Stream stream, TopicShape shape, Action<string> note)
    {
        _stream = stream;
        _shape = shape;
        _note = note;
        _text = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), detectEncodingFromByteOrderMarks: true);

        // Quotes that stand where none should are taken as they are: the decoder names the field they spoil.
        _rows = new CsvParser(_text, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, MaxFieldSize = CellMax });
        _headers = Next() ? _rows.Record ?? [] : [];
    }

    public long BytesTaken => _stream.CanSeek ? _stream.Position : 0;

    public bool TryRead(out ReadOnlySpan<byte> payload)
    {
        if (!Next())
        {
            payload = default;
            return false;
        }

        var json = CsvRow.ToJson(_shape, _headers, _rows.Record ?? []);
        payload = json;
        if (json.Length > TopicFile.RecordBytesMax)
        {
            payload = json.AsSpan(0, TopicFile.BytesKept);
            _note(TopicFile.CutNote($"the row at line {_rows.RawRow}", json.Length));
        }

        return true;
    }

    public void Dispose()
    {
        _rows.Dispose();
        _text.Dispose();
    }

    private bool Next()
    {
        try
        {
            return _rows.Read();
        }
        catch (MaxFieldSizeException tooLong)
        {
            throw new InvalidDataException($"a cell of the row at line {_rows.RawRow} is longer than {CellMax} characters: perhaps a quote is missing", tooLong);
        }
    }
}
