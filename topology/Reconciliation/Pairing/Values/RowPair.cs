namespace Sluice.Topology.Reconciliation.Pairing.Values;

/// <summary>Two rows of a <see cref="PairingData"/>, by number; within one side the lower first.</summary>
public readonly record struct RowPair(int Left, int Right)
{
    internal ulong Packed => ((ulong)(uint)Left << 32) | (uint)Right;

    internal static RowPair Unpacked(ulong packed) => new((int)(packed >> 32), (int)(packed & uint.MaxValue));
}
