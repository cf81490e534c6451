using System.Text;
using Sluice.Engine.State;

namespace Sluice.Engine.Tests.State;

public class Hash128Tests
{
    /// <summary>Computed by a second implementation of the documented form; stored data rests on them.</summary>
    [Theory]
    [InlineData("", "21b2fd7d146018b83103362d17b0e455")]
    [InlineData("a", "817254447f805feb757748c597d06473")]
    [InlineData("12345678", "2e89e0b8beb445c7105e725f281bc02b")]
    [InlineData("123456789", "8a12e93ddcfe683572a4a4d048d39b29")]
    [InlineData("\0", "4535460fac9d55a80b2623f3f2dacc52")]
    [InlineData("\0\0\0\0\0\0\0\0", "ff58d4e28560ac329ca52df576deba3f")]
    [InlineData("The quick brown fox jumps over the lazy dog", "db72b41b4c5478fc5e43b11efd7d8475")]
    public void Hashes_never_change(string text, string hash)
    {
        var bytes = Encoding.UTF8.GetBytes(text);

        Hash128.Of(bytes).ToString("x32").ShouldBe(hash);
        Hash128.Short(bytes).ToString("x16").ShouldBe(hash[..16]);
    }
}
