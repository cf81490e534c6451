using System.Security.Cryptography;

namespace Sluice.Cli.Control;

/// <summary>
/// Signs a message: HMAC-SHA-256 under the books' key, hexadecimal, over the message without its signature, names in ordinal
/// order and without blanks, which is how <see cref="CommandMessage.Write"/> gives it.
/// </summary>
internal static class CommandSigning
{
    public const string Field = "signature";

    /// <summary>What turns an unsigned message, one JSON object in UTF-8, into the one to send.</summary>
    public static Func<byte[], byte[]> With(byte[] key) => message =>
    {
        var hash = Convert.ToHexStringLower(HMACSHA256.HashData(key, message));
        return [.. message.AsSpan(0, message.Length - 1), .. System.Text.Encoding.ASCII.GetBytes($",\"{Field}\":\"{hash}\"}}")];
    };
}
