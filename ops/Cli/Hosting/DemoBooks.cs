using System.CommandLine;
using Sluice.Connectors.Embedded.Owner;
using Sluice.Topology;

namespace Sluice.Cli.Hosting;

/// <summary>Where the demo keeps its files and its books: a folder of its own, made anew each time.</summary>
/// <param name="Records">Folder of the generated records.</param>
/// <param name="Location">The books.</param>
internal sealed record DemoBooks(string Records, StoreLocation Location)
{
    private const string Folder = "data/demo";
    private static readonly string[] FilesOfBooks = ["", "-wal", "-shm"];

    /// <summary>The demo's own folder, or books named on the command line, which must be new.</summary>
    /// <exception cref="CliException">The books named exist, or another process has the demo's open.</exception>
    public static async Task<DemoBooks> PrepareAsync(ParseResult parsed, CancellationToken cancel)
    {
        if (parsed.GetValue(GlobalOptions.DbUri) is not null || parsed.GetValue(GlobalOptions.Log) is not null)
        {
            return await NamedAsync(parsed.Location(), cancel);
        }

        var location = StoreLocation.Embedded(Path.Combine(Folder, "sluice.db"));
        Directory.CreateDirectory(Folder);
        using var taken = OwnerLock.TryTake(Path.GetFullPath(location.Path!))
            ?? throw CliException.Refused($"another process has {location} open: wait for it, or stop it");
        foreach (var file in FilesOfBooks)
        {
            File.Delete(location.Path + file);
        }

        return new DemoBooks(Path.Combine(Folder, "records"), location);
    }

    private static async Task<DemoBooks> NamedAsync(StoreLocation named, CancellationToken cancel)
    {
        if (File.Exists(named.Path))
        {
            throw CliException.Refused($"{named.Path} exists: the demo writes to books of its own (leave --db-uri out)");
        }

        await using var reader = await Books.ReadAsync(named, cancel);
        if (reader is not null
            && ((await reader.ReadRowsAsync(SettingsSeal.Table, [], cancel)).Count > 0 || (await reader.OffsetsAsync(FinanceTopics.Reports, cancel)).Any(o => o.End > 0)))
        {
            throw CliException.Refused($"there are books or records at {named} already: the demo writes to books of its own (leave --db-uri and --log out)");
        }

        return new DemoBooks(named.Beside + ".records", named);
    }
}
