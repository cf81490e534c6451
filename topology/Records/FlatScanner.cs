using System.Buffers;

namespace Sluice.Topology.Records;

/// <summary>
/// Walks over the tokens of one flat JSON object. Strict: whatever it does not take (false) is for the general decoder
/// to judge, and what it takes the general decoder takes too.
/// </summary>
internal ref struct FlatScanner
{
    // Ends of a plain run within a string: the quote, an escape, a control character, anything beyond ASCII.
    private static readonly SearchValues<byte> TextStops = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x81)).Append('"').Append('\\').Select(i => (byte)i)]);

    private readonly ReadOnlySpan<byte> _data;
    private int _at;

    public FlatScanner(ReadOnlySpan<byte> data) => _data = data;

    /// <summary>Whether nothing but blanks is left.</summary>
    public bool AtEnd
    {
        get
        {
            SkipBlanks();
            return _at == _data.Length;
        }
    }

    /// <summary>Steps over blanks and this byte.</summary>
    public bool TryTake(byte expected)
    {
        if (_at < _data.Length && _data[_at] == expected)
        {
            _at++;
            return true;
        }

        SkipBlanks();
        if (_at >= _data.Length || _data[_at] != expected)
            return false;
        _at++;
        return true;
    }

    /// <summary>Steps over a string.</summary>
    /// <param name="text">What stands between the quotes.</param>
    /// <param name="plain">Whether it is its own meaning: printable ASCII without escapes.</param>
    public bool TryString(out ReadOnlySpan<byte> text, out bool plain)
    {
        text = default;
        plain = true;
        if (!TryTake((byte)'"'))
            return false;
        int start = _at;
        while (true)
        {
            int stop = _data[_at..].IndexOfAny(TextStops);
            if (stop < 0)
                return false;
            _at += stop;
            byte met = _data[_at++];
            if (met == '"')
                break;
            if (met < 0x20)
                return false;
            plain = false;
            if (met == '\\')
                _at++;
            if (_at >= _data.Length)
                return false;
        }

        text = _data[start..(_at - 1)];
        return true;
    }

    /// <summary>Steps over <c>null</c>, if it stands there.</summary>
    public bool TryNull()
    {
        SkipBlanks();
        if (!_data[_at..].StartsWith("null"u8))
            return false;
        _at += "null"u8.Length;
        return true;
    }

    /// <summary>Steps over a number or a word; objects and lists are words that nobody takes.</summary>
    public ReadOnlySpan<byte> Bare()
    {
        SkipBlanks();
        int start = _at;
        while (_at < _data.Length && _data[_at] is not ((byte)',' or (byte)'}' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            _at++;
        return _data[start.._at];
    }

    private void SkipBlanks()
    {
        while (_at < _data.Length && _data[_at] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
            _at++;
    }
}
