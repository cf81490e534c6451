namespace Sluice.Cli.Rendering;

/// <summary>
/// One line on stderr that shows how far a long work is; nothing where nobody looks. Used by one thread at a time.
/// </summary>
internal sealed class ProgressLine(Terminal terminal, TextWriter target, TimeProvider time)
{
    private const int BarColumns = 24;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(80);

    private string _title = "";
    private long _total;
    private long _started;
    private long _shown;
    private bool _visible;

    public static ProgressLine Stderr { get; } = new(Terminal.Stderr, Console.Error, TimeProvider.System);

    /// <summary>Begins a new piece of work.</summary>
    /// <param name="total">Its size in the unit of <see cref="Report"/>; 0 where unknown.</param>
    public void Begin(string title, long total)
    {
        (_title, _total, _started, _shown) = (title, total, time.GetTimestamp(), 0);
    }

    /// <summary>The work has turned out to be of another size.</summary>
    public void Resize(long total) => _total = total;

    /// <summary>Shows that so much is done, and how many records that was; at most some times a second.</summary>
    public void Report(long done, long records)
    {
        var now = time.GetTimestamp();
        if (!terminal.Interactive || (_shown != 0 && time.GetElapsedTime(_shown, now) < Every))
        {
            return;
        }

        _shown = now;
        var seconds = Math.Max(0.001, time.GetElapsedTime(_started, now).TotalSeconds);
        var rate = $"{Amounts.Count(records)} records  {Amounts.Count((long)(records / seconds))}/s";
        if (_total <= 0)
        {
            Show($"{terminal.Paint(_title, Tone.Strong)}  {rate}");
            return;
        }

        var part = Math.Clamp((double)done / _total, 0, 1);
        var full = (int)(part * BarColumns);
        var bar = terminal.Paint(new string('━', full), Tone.Accent) + terminal.Paint(new string('━', BarColumns - full), Tone.Muted);
        Show($"{terminal.Paint(_title, Tone.Strong)}  {bar} {part,4:P0}  {rate}");
    }

    /// <summary>Shows any text in the line.</summary>
    public void Show(string text)
    {
        if (terminal.Interactive)
        {
            target.Write("\r\u001b[K" + text);
            _visible = true;
        }
    }

    /// <summary>Wipes the line, so that ordinary output can go on.</summary>
    public void End()
    {
        if (_visible)
        {
            target.Write("\r\u001b[K");
            _visible = false;
        }
    }
}
