using System.Security.Cryptography;
using System.Text;

namespace Sluice.Engine.Shards.Keys;

/// <summary>
/// A key as it stands in <c>key_owner</c>: its text; of a key beyond <see cref="Limits.KeyNameBytesMax"/> a digest
/// instead, so that no key is too long for an index. Bytes that are not UTF-8 show as U+FFFD.
/// </summary>
public static class KeyName
{
    public static string Of(ReadOnlySpan<byte> key) => key.Length <= Limits.KeyNameBytesMax
        ? Encoding.UTF8.GetString(key)
        : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(key));
}
