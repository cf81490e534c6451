namespace Sluice.Connectors.Embedded.Owner;

/// <summary>
/// The right of one process to write a database: an exclusive lock on a file beside it, which the kernel lets go when
/// the process ends, however it ends.
/// </summary>
public sealed class OwnerLock : IDisposable
{
    private readonly FileStream _file;

    private OwnerLock(FileStream file) => _file = file;

    /// <summary>Takes the lock; null when another process, or another part of this one, has it.</summary>
    /// <exception cref="EmbeddedException">The folder cannot be written.</exception>
    public static OwnerLock? TryTake(string databasePath)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var path = databasePath + ".lock";
        try
        {
            return new OwnerLock(new FileStream(path, options));
        }
        catch (UnauthorizedAccessException error)
        {
            throw new EmbeddedException($"{path} cannot be written: this user needs the right to write in its folder", error);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
        catch (IOException error)
        {
            throw new EmbeddedException($"{path} cannot be made: {error.Message}", error);
        }
    }

    /// <summary>Lets another process become the owner. The file stays: deleting it would let two processes lock two files.</summary>
    public void Dispose() => _file.Dispose();
}
