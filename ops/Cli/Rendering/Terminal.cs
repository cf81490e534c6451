namespace Sluice.Cli.Rendering;

/// <summary>What the other end of an output stream can show.</summary>
/// <param name="Interactive">A person looks at it.</param>
/// <param name="Color">Colours are wanted (NO_COLOR unset, not a dumb terminal).</param>
/// <param name="Width">Columns; as good as unlimited where nobody looks.</param>
internal sealed record Terminal(bool Interactive, bool Color, int Width)
{
    private const int WidthMin = 40;
    private const int Unlimited = 10_000;

    public static Terminal Stdout { get; } = Of(Console.IsOutputRedirected);

    public static Terminal Stderr { get; } = Of(Console.IsErrorRedirected);

    /// <summary>The text with its tone where colours are wanted, unchanged where not.</summary>
    public string Paint(string text, Tone tone) => !Color || tone == Tone.Plain || text.Length == 0
        ? text
        : $"\u001b[{Code(tone)}m{text}\u001b[0m";

    private static Terminal Of(bool redirected)
    {
        if (redirected)
        {
            return new Terminal(Interactive: false, Color: false, Unlimited);
        }

        var color = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb");
        return new Terminal(Interactive: true, color, Math.Max(WidthMin, WindowWidth()));
    }

    private static int WindowWidth()
    {
        try
        {
            return Console.WindowWidth > 0 ? Console.WindowWidth : 80;
        }
        catch (IOException)
        {
            return 80;
        }
    }

    private static string Code(Tone tone) => tone switch
    {
        Tone.Muted => "2",
        Tone.Strong => "1",
        Tone.Good => "32",
        Tone.Warning => "33",
        Tone.Bad => "31",
        _ => "36",
    };
}
