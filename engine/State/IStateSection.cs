using System.Buffers;

namespace Sluice.Engine.State;

/// <summary>
/// One part of a shard's state that can be written to segments and read back. Parts only grow; a mark says how far.
/// Owned by the shard's thread.
/// </summary>
public interface IStateSection
{
    /// <summary>Where the part stands: grows with every change.</summary>
    long Mark { get; }

    /// <summary>Writes what came after <paramref name="since"/>, up to <paramref name="until"/>.</summary>
    void Write(IBufferWriter<byte> target, long since, long until);

    /// <summary>Takes back what <see cref="Write"/> wrote; parts come in the order they were written.</summary>
    void Restore(ReadOnlySpan<byte> bytes);
}
