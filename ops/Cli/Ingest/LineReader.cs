namespace Sluice.Cli.Ingest;

/// <summary>
/// Cuts a stream into lines without copying them: blocks are read into one buffer that grows only for a line that is
/// longer. A byte order mark at the start is skipped; blank lines are passed over.
/// </summary>
/// <param name="lineBytesMax">Bytes a line may have, so that memory stays bounded whatever the file holds.</param>
/// <param name="bytesKept">Of a longer line so many bytes are given.</param>
internal sealed class LineReader(Stream stream, int lineBytesMax, int bytesKept)
{
    private const int BlockBytes = 1 << 20;

    private byte[] _buffer = new byte[BlockBytes];
    private int _start;
    private int _end;
    private bool _atEnd;
    private bool _begun;

    /// <summary>Bytes of the stream behind the reader.</summary>
    public long BytesTaken { get; private set; }

    /// <summary>The number of the line last read, from 1, blank ones counted.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Bytes of the line last read as it stands in the file.</summary>
    public long LineBytes { get; private set; }

    /// <summary>Whether only the beginning of the line last read was given.</summary>
    public bool IsCut => LineBytes > lineBytesMax;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The next line that is not blank, without its end; valid until the next call. False at the end.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        while (TryReadAny(out line))
        {
            if (IsCut)
            {
                return true;
            }

            if (line.TrimEnd("\r \t"u8).Length > 0)
            {
                line = line[^1] == '\r' ? line[..^1] : line;
                return true;
            }
        }

        return false;
    }

    private bool TryReadAny(out ReadOnlySpan<byte> line)
    {
        SkipMark();
        var searched = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                return Take(searched + at, separator: 1, out line);
            }

            searched = _end - _start;
            if (searched > lineBytesMax)
            {
                return Cut(out line);
            }

            if (!Fill())
            {
                return searched > 0 ? Take(searched, separator: 0, out line) : End(out line);
            }
        }
    }

    private bool Take(int length, int separator, out ReadOnlySpan<byte> line)
    {
        LineNumber++;
        LineBytes = length;
        line = _buffer.AsSpan(_start, IsCut ? bytesKept : length);
        _start += length + separator;
        BytesTaken += length + separator;
        return true;
    }

    /// <summary>Keeps the beginning of a line that is too long already, and reads past the rest without holding it.</summary>
    private bool Cut(out ReadOnlySpan<byte> line)
    {
        line = _buffer.AsSpan(_start, bytesKept).ToArray();
        LineNumber++;
        LineBytes = 0;
        do
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var at = rest.IndexOf((byte)'\n');
            var passed = at < 0 ? rest.Length : at;
            var separator = at < 0 ? 0 : 1;
            LineBytes += passed;
            BytesTaken += passed + separator;
            _start += passed + separator;
            if (at >= 0)
            {
                break;
            }
        }
        while (Fill());
        return true;
    }

    private static bool End(out ReadOnlySpan<byte> line)
    {
        line = default;
        return false;
    }

    private void SkipMark()
    {
        if (_begun)
        {
            return;
        }

        _begun = true;
        while (_end < ByteOrderMark.Length && Fill())
        {
            // A pipe may give fewer bytes than the mark has.
        }

        if (_buffer.AsSpan(0, _end).StartsWith(ByteOrderMark))
        {
            _start = ByteOrderMark.Length;
            BytesTaken = _start;
        }
    }

    /// <summary>Reads more behind what is there; false at the end of the stream.</summary>
    private bool Fill()
    {
        if (_atEnd)
        {
            return false;
        }

        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _atEnd = read == 0;
        return !_atEnd;
    }
}
