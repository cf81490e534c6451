using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Sluice.Connectors.Embedded.Owner;

/// <summary>Where the owner of a database listens; written to a file beside the database, which outlives a crash.</summary>
/// <param name="Socket">Path of the Unix socket.</param>
/// <param name="ProcessId">The owner's process, for messages.</param>
internal sealed record OwnerAddress(string Socket, int ProcessId)
{
    /// <summary>What every system takes for a socket's path: 104 bytes on some, with the closing zero.</summary>
    private const int SocketPathBytesMax = 103;

    /// <summary>Where to listen for this database: beside it, or, where that path is too long, in the temporary folder.</summary>
    public static OwnerAddress For(string databasePath)
    {
        var socket = databasePath + ".sock";
        if (Encoding.UTF8.GetByteCount(socket) > SocketPathBytesMax)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(databasePath)))[..24];
            socket = Path.Combine(Path.GetTempPath(), $"sluice-{hash}.sock");
        }

        return new OwnerAddress(socket, Environment.ProcessId);
    }

    /// <summary>What the owner wrote; null while it has not.</summary>
    public static OwnerAddress? Read(string databasePath)
    {
        try
        {
            return JsonSerializer.Deserialize<OwnerAddress>(File.ReadAllText(FileOf(databasePath)));
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the address whole, so that no reader sees half of it.</summary>
    public void Write(string databasePath)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var draft = FileOf(databasePath) + ".new";
        using (var file = new FileStream(draft, options))
        {
            JsonSerializer.Serialize(file, this);
        }

        File.Move(draft, FileOf(databasePath), overwrite: true);
    }

    public static void Forget(string databasePath) => File.Delete(FileOf(databasePath));

    private static string FileOf(string databasePath) => databasePath + ".owner";
}
