namespace Sluice.Topology.Money;

/// <summary>
/// The currencies of ISO 4217 and their minor units (decimals). Codes are three capital letters. Metals, test codes
/// and units without decimals of their own (XAU, XTS, XXX, XDR) are no currencies a document can be written in.
/// Safe for all threads.
/// </summary>
public static class Currencies
{
    private const int Letters = 26;
    private const sbyte Unknown = -1;

    private static readonly sbyte[] UnitsByCode = Fill();

    /// <summary>All known codes, in ordinal order.</summary>
    public static IReadOnlyList<string> All { get; } = Codes().Select(c => c.Code).Order(StringComparer.Ordinal).ToArray();

    /// <summary>Whether the text is the code of a currency; other spellings ("inr") are not.</summary>
    public static bool IsKnown(ReadOnlySpan<char> code) => TryGetMinorUnits(code, out _);

    /// <inheritdoc cref="IsKnown(ReadOnlySpan{char})"/>
    public static bool IsKnown(ReadOnlySpan<byte> code) => TryGetMinorUnits(code, out _);

    /// <summary>Decimals of the currency, 0 to 4.</summary>
    /// <exception cref="ArgumentException">The code is not known.</exception>
    public static int MinorUnits(string code) =>
        TryGetMinorUnits(code, out int units)
            ? units
            : throw new ArgumentException($"{code} is not a currency of ISO 4217.", nameof(code));

    /// <summary>Decimals of the currency; false where the code is not known.</summary>
    public static bool TryGetMinorUnits(ReadOnlySpan<char> code, out int units)
    {
        units = code.Length == 3 ? Find(code[0], code[1], code[2]) : Unknown;
        return units >= 0;
    }

    /// <summary>Decimals of the currency whose code stands there in UTF-8; false where it is not known.</summary>
    public static bool TryGetMinorUnits(ReadOnlySpan<byte> code, out int units)
    {
        units = code.Length == 3 ? Find(code[0], code[1], code[2]) : Unknown;
        return units >= 0;
    }

    private static int Find(int first, int second, int third) =>
        IsCapital(first) && IsCapital(second) && IsCapital(third) ? UnitsByCode[Slot(first, second, third)] : Unknown;

    private static bool IsCapital(int letter) => letter is >= 'A' and <= 'Z';

    private static int Slot(int first, int second, int third) =>
        (((first - 'A') * Letters) + (second - 'A')) * Letters + (third - 'A');

    private static sbyte[] Fill()
    {
        var units = new sbyte[Letters * Letters * Letters];
        Array.Fill(units, Unknown);
        foreach ((string code, sbyte minor) in Codes())
            units[Slot(code[0], code[1], code[2])] = minor;
        return units;
    }

    private static IEnumerable<(string Code, sbyte Minor)> Codes() =>
        Split(CurrencyTable.None, 0)
            .Concat(Split(CurrencyTable.Two, 2))
            .Concat(Split(CurrencyTable.Three, 3))
            .Concat(Split(CurrencyTable.Four, 4));

    private static IEnumerable<(string Code, sbyte Minor)> Split(string codes, sbyte minor) =>
        codes.Split(' ').Select(code => (code, minor));
}
