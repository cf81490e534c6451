namespace Sluice.Topology.Reconciliation.Pairing.Comparing;

/// <summary>The agreements of a pair in all fields, packed into one number: three bits a field, the first lowest.</summary>
public static class Agreements
{
    /// <summary>What fits into 64 bits.</summary>
    public const int FieldsMax = 21;

    /// <summary>Levels, <see cref="Agreement.Missing"/> included.</summary>
    public const int Levels = 7;

    private const int Bits = 3;

    public static Agreement Of(ulong pattern, int field) => (Agreement)((pattern >> (field * Bits)) & 7);

    public static ulong With(ulong pattern, int field, Agreement agreement) =>
        (pattern & ~(7UL << (field * Bits))) | ((ulong)agreement << (field * Bits));
}
