using System.Security.Cryptography;
using System.Text;
using Sluice.Cli.Hosting;
using Sluice.Connectors.Embedded.Owner;

namespace Sluice.Cli.Control;

/// <summary>
/// The key that commands are signed with (contract §8): 32 bytes, written as 64 hexadecimal digits. With the embedded log it
/// is made on first use in a file beside the store; with Kafka, where processes of several machines share it, it is configured.
/// </summary>
internal static class CommandKey
{
    public const string Variable = "SLUICE_COMMAND_KEY";

    /// <summary>Bytes of a key: as many as the hash that it keys.</summary>
    public const int Length = 32;

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The key of the books at a location, of whoever sends a command.</summary>
    /// <exception cref="CliException">It is not configured, or no key, or others may read it.</exception>
    public static byte[] Of(StoreLocation location) => Find(location) ?? throw CliException.Refused(
        $"commands to books whose log is on Kafka are signed with a key that all processes share: set {Variable}, or {Variable}_FILE to a file"
        + " that holds it, to 64 hexadecimal digits (openssl rand -hex 32 makes some)");

    /// <summary>The same; null where it must be configured and is not.</summary>
    /// <exception cref="CliException">It is no key, or others may read it.</exception>
    public static byte[]? Find(StoreLocation location)
    {
        if (location.Kafka is null)
        {
            return Beside(FileOf(location.Path!));
        }

        var text = Secrets.Read(Variable);
        Secrets.Hide(text);
        return text is null ? null : Parse(text) ?? throw CliException.Refused($"{Variable} is no key: 64 hexadecimal digits are (openssl rand -hex 32 makes some)");
    }

    /// <summary>The key's file of a store, links followed, so that one store has one key.</summary>
    public static string FileOf(string store)
    {
        var full = Path.GetFullPath(store);
        return (File.Exists(full) ? new FileInfo(full).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full : full) + ".key";
    }

    private static byte[] Beside(string path)
    {
        if (!File.Exists(path))
        {
            Make(path);
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(Owner | UnixFileMode.UserExecute)) != UnixFileMode.None)
        {
            throw CliException.Refused($"the key of these books may be used by others than its owner: chmod 600 {path}, or delete it, and a new one is made");
        }

        return Parse(File.ReadAllText(path).Trim())
            ?? throw CliException.Refused($"{path} holds no key (64 hexadecimal digits): restore it, or delete it, and a new one is made");
    }

    /// <summary>
    /// Written whole under another name first, then named, so that none reads half a key; and by one process at a time, as a
    /// rename that spares what is there is not one step. The lock's file stays, empty.
    /// </summary>
    private static void Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var wait = new SpinWait();
        while (!File.Exists(path))
        {
            using var alone = OwnerLock.TryTake(path);
            if (alone is null)
            {
                wait.SpinOnce();
                continue;
            }

            if (!File.Exists(path))
            {
                Write(path + ".new");
                File.Move(path + ".new", path, overwrite: true);
            }
        }
    }

    private static void Write(string draft)
    {
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Owner;
        }

        using var file = new FileStream(draft, options);
        file.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Length)) + "\n"));
        file.Flush(flushToDisk: true);
    }

    private static byte[]? Parse(string text) =>
        text.Length == 2 * Length && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : null;
}
