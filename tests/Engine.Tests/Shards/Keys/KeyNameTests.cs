using System.Text;
using Sluice.Engine.Shards.Keys;

namespace Sluice.Engine.Tests.Shards.Keys;

public class KeyNameTests
{
    [Fact]
    public void A_key_is_named_by_its_text() => KeyName.Of("C-0001 ₹"u8).ShouldBe("C-0001 ₹");

    [Fact]
    public void A_huge_key_is_named_by_its_digest()
    {
        var longest = Encoding.UTF8.GetBytes(new string('k', Limits.KeyNameBytesMax));
        KeyName.Of(longest).ShouldBe(new string('k', Limits.KeyNameBytesMax));
        KeyName.Of([.. longest, 1]).ShouldMatch("^sha256:[0-9a-f]{64}$");
        KeyName.Of([.. longest, 1]).ShouldNotBe(KeyName.Of([.. longest, 2]));
    }

    [Fact]
    public void Bytes_that_are_no_text_have_a_name_too() => KeyName.Of([0xff, (byte)'a']).ShouldBe("\ufffda");
}
