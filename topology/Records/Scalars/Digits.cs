namespace Sluice.Topology.Records.Scalars;

/// <summary>Fixed runs of ASCII digits; −1 where another byte stands among them.</summary>
internal static class Digits
{
    private const int NotDigits = -1;

    public static int Two(ReadOnlySpan<byte> text)
    {
        int high = text[0] - '0';
        int low = text[1] - '0';
        return high is >= 0 and <= 9 && low is >= 0 and <= 9 ? (high * 10) + low : NotDigits;
    }

    public static int Four(ReadOnlySpan<byte> text)
    {
        int high = Two(text);
        int low = Two(text[2..]);
        return high < 0 || low < 0 ? NotDigits : (high * 100) + low;
    }
}
