namespace Sluice.Connectors.Embedded.Log;

/// <summary>Consecutive records as they are stored in one row: <paramref name="Count"/> of them from <paramref name="BaseOffset"/> on.</summary>
internal readonly record struct Chunk(long BaseOffset, int Count, ReadOnlyMemory<byte> Frames)
{
    public long EndOffset => BaseOffset + Count;
}
