using System.CommandLine;
using Sluice.Connectors.Embedded.Owner;

namespace Sluice.Cli.Hosting;

/// <summary>Where the demo keeps its files and its books: a folder of its own, made anew each time.</summary>
/// <param name="Records">Folder of the generated records.</param>
/// <param name="Location">The books.</param>
internal sealed record DemoBooks(string Records, StoreLocation Location)
{
    private const string Folder = "data/demo";
    private static readonly string[] FilesOfBooks = ["", "-wal", "-shm"];

    /// <summary>The demo's own folder, or beside books named on the command line, which must be new.</summary>
    /// <exception cref="CliException">The books named exist, or another process has the demo's open.</exception>
    public static DemoBooks Prepare(ParseResult parsed)
    {
        if (parsed.GetValue(GlobalOptions.DbUri) is not null)
        {
            var named = parsed.Location();
            return File.Exists(named.Path)
                ? throw CliException.Refused($"{named.Path} exists: the demo writes to books of its own (leave --db-uri out)")
                : new DemoBooks(named.Path + ".records", named);
        }

        var location = new StoreLocation(Path.Combine(Folder, "sluice.db"));
        Directory.CreateDirectory(Folder);
        using var taken = OwnerLock.TryTake(Path.GetFullPath(location.Path))
            ?? throw CliException.Refused($"another process has {location.Path} open: wait for it, or stop it");
        foreach (var file in FilesOfBooks)
        {
            File.Delete(location.Path + file);
        }

        return new DemoBooks(Path.Combine(Folder, "records"), location);
    }
}
