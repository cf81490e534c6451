using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Sluice.Engine.Control;

/// <summary>
/// Signs control messages and checks them: HMAC-SHA256, hexadecimal, over the message's canonical JSON without
/// <see cref="SignatureField"/>. Whoever has the key may command the books. Safe from any thread.
/// </summary>
public sealed class CommandSeal
{
    public const string SignatureField = "signature";

    private readonly byte[] _key;

    /// <param name="key">The books' key.</param>
    /// <exception cref="ArgumentException">It is shorter than <see cref="Limits.CommandKeyBytesMin"/>.</exception>
    public CommandSeal(ReadOnlySpan<byte> key)
    {
        if (key.Length < Limits.CommandKeyBytesMin)
        {
            throw new ArgumentException($"a key for commands has at least {Limits.CommandKeyBytesMin} bytes, not {key.Length}", nameof(key));
        }

        _key = key.ToArray();
    }

    /// <summary>The signature of a message, whether it holds one already or not.</summary>
    public string Sign(JsonElement message) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, CanonicalJson.Write(message, SignatureField)));

    /// <summary>Whether a message's signature is this key's; takes equally long for every wrong one.</summary>
    public bool IsSigned(JsonElement message)
    {
        if (!message.TryGetProperty(SignatureField, out var signature) || signature.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return Convert.FromHexString(signature.GetString()!, given, out _, out var written) == OperationStatus.Done
            && written == given.Length
            && CryptographicOperations.FixedTimeEquals(given, HMACSHA256.HashData(_key, CanonicalJson.Write(message, SignatureField)));
    }
}
