namespace Sluice.Connectors.Embedded.Sqlite;

/// <summary>Makes the file and its folder, and tells early and in words what keeps them from being used.</summary>
internal static class DatabaseFile
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>The absolute path, links followed, so that one file has one lock and one socket.</summary>
    public static string Resolve(string path)
    {
        var full = Path.GetFullPath(path);
        return File.Exists(full) ? new FileInfo(full).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full : full;
    }

    /// <summary>Makes the folder where missing.</summary>
    public static void MakeFolder(string path)
    {
        if (Directory.Exists(path))
        {
            throw new EmbeddedException($"{path} is a folder: name a file in it, such as {Path.Combine(path, "sluice.db")}");
        }

        var folder = Path.GetDirectoryName(path)!;
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, OwnerFolder);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedException($"the folder {folder} cannot be made: {error.Message}", error);
        }
    }

    /// <summary>
    /// Makes the file where missing, empty and its owner's alone; SQLite gives the files beside it the same mode. An
    /// existing file is not opened here: closing it would drop the locks that SQLite holds on it in this process.
    /// </summary>
    public static void Make(string path)
    {
        MakeFolder(path);
        if (File.Exists(path))
        {
            return;
        }

        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerFile;
            }

            new FileStream(path, options).Dispose();
        }
        catch (UnauthorizedAccessException error)
        {
            throw new EmbeddedException($"{path} cannot be made: its folder is read-only for this user", error);
        }
        catch (IOException error) when (!File.Exists(path))
        {
            throw new EmbeddedException($"{path} cannot be made: {error.Message}", error);
        }
    }
}
