using System.Text.Json;
using Sluice.Engine.Control;

namespace Sluice.Cli.Control;

/// <summary>Puts the books' signature in as a message's last field.</summary>
internal static class CommandSigning
{
    /// <summary>What turns an unsigned message, one JSON object in UTF-8, into the one to send.</summary>
    public static Func<byte[], byte[]> With(byte[] key)
    {
        var seal = new CommandSeal(key);
        return message =>
        {
            using var unsigned = JsonDocument.Parse(message);
            var signature = seal.Sign(unsigned.RootElement);
            return [.. message.AsSpan(0, message.Length - 1), .. System.Text.Encoding.ASCII.GetBytes($",\"{CommandSeal.SignatureField}\":\"{signature}\"}}")];
        };
    }
}
