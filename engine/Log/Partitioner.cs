using System.Buffers.Binary;

namespace Sluice.Engine.Log;

/// <summary>
/// Which partition a key belongs to: murmur2 of the key's bytes as the Java client computes it (librdkafka's
/// <c>murmur2_random</c>), so that every producer agrees on a key's owner. A null or empty key goes to partition 0.
/// </summary>
public static class Partitioner
{
    private const uint Seed = 0x9747b28c;
    private const uint Mix = 0x5bd1e995;

    public static int PartitionOf(ReadOnlySpan<byte> key, int partitions)
    {
        Invariant.Check(partitions is > 0 and <= Limits.PartitionsMax, "a topic has 1 to 4096 partitions");
        return key.IsEmpty ? 0 : (int)((Murmur2(key) & 0x7fffffff) % (uint)partitions);
    }

    /// <summary>MurmurHash2, 32 bits, by Austin Appleby (public domain), with Kafka's seed.</summary>
    public static uint Murmur2(ReadOnlySpan<byte> data)
    {
        unchecked
        {
            var hash = Seed ^ (uint)data.Length;
            while (data.Length >= 4)
            {
                var word = BinaryPrimitives.ReadUInt32LittleEndian(data) * Mix;
                word = (word ^ (word >> 24)) * Mix;
                hash = (hash * Mix) ^ word;
                data = data[4..];
            }

            for (var i = data.Length - 1; i >= 0; i--)
            {
                hash ^= (uint)data[i] << (8 * i);
            }

            hash = data.IsEmpty ? hash : hash * Mix;
            hash = (hash ^ (hash >> 13)) * Mix;
            return hash ^ (hash >> 15);
        }
    }
}
