using System.Text;
using Sluice.Engine.Log;

namespace Sluice.Engine.Tests.Log;

public class PartitionerTests
{
    /// <summary>The vectors that the Java client's own tests publish, as signed 32-bit numbers.</summary>
    [Theory]
    [InlineData("21", -973932308)]
    [InlineData("foobar", -790332482)]
    [InlineData("a-little-bit-long-string", -985981536)]
    [InlineData("a-little-bit-longer-string", -1486304829)]
    [InlineData("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971)]
    [InlineData("abc", 479470107)]
    public void Hashes_as_the_java_client_does(string key, int hash) =>
        unchecked((int)Partitioner.Murmur2(Encoding.UTF8.GetBytes(key))).ShouldBe(hash);

    [Theory]
    [InlineData("21", 12, (-973932308 & 0x7fffffff) % 12)]
    [InlineData("foobar", 7, (-790332482 & 0x7fffffff) % 7)]
    [InlineData("abc", 4096, 479470107 % 4096)]
    [InlineData("foobar", 1, 0)]
    public void The_sign_is_dropped_before_the_remainder(string key, int partitions, int partition) =>
        Partitioner.PartitionOf(Encoding.UTF8.GetBytes(key), partitions).ShouldBe(partition);

    [Fact]
    public void A_null_or_empty_key_belongs_to_partition_0()
    {
        // The hash of no bytes would say otherwise.
        ((int)(Partitioner.Murmur2([]) & 0x7fffffff) % 7).ShouldNotBe(0);
        Partitioner.PartitionOf(default, 7).ShouldBe(0);
        Partitioner.PartitionOf([], 7).ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(Limits.PartitionsMax + 1)]
    public void A_topic_has_1_to_4096_partitions(int partitions) =>
        Should.Throw<InvariantException>(() => Partitioner.PartitionOf("k"u8, partitions));
}
