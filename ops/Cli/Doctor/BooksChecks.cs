using System.Globalization;
using Sluice.Cli.Hosting;
using Sluice.Cli.Reading;
using Sluice.Cli.Rendering;
using Sluice.Cli.Retry;
using Sluice.Connectors.Embedded;
using Sluice.Connectors.Embedded.Owner;
using Sluice.Engine.Outputs;
using Sluice.Topology.Billing.Margin;

namespace Sluice.Cli.Doctor;

/// <summary>Whether the books can be written, who owns them, and what in them waits for a person.</summary>
internal static class BooksChecks
{
    /// <summary>Writes a file beside the books, and takes it away again.</summary>
    public static Finding Writable(string path)
    {
        var folder = ExistingFolder(path);
        var probe = Path.Combine(folder, $".sluice-doctor-{Environment.ProcessId}");
        try
        {
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new Finding("books", Verdict.Ok, File.Exists(path) ? $"{path}, {Amounts.Bytes(new FileInfo(path).Length)}" : $"{path} will be made by the first ingest or run");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Finding("books", Verdict.Fail, $"{folder} cannot be written: {error.Message}", "give this user the right to write, or name another --db-uri");
        }
    }

    public static async Task<Finding> OwnerAsync(string file, CancellationToken cancel)
    {
        var path = Path.GetFullPath(file);
        if (!File.Exists(path + ".lock"))
        {
            return new Finding("owner", Verdict.Ok, "nobody; the next command becomes it");
        }

        using (var free = OwnerLock.TryTake(path))
        {
            if (free is not null)
            {
                return new Finding("owner", Verdict.Ok, "nobody; the next command becomes it");
            }
        }

        try
        {
            await using var session = await EmbeddedSession.OpenAsync(new EmbeddedOptions { Path = file }, cancel);
            return await OwnerStatus.AskAsync(session, cancel) is { } owner
                ? new Finding("owner", Verdict.Ok, $"process {owner.ProcessId} ({owner.Command}), {(owner.Idle ? "idle" : "at work")}")
                : new Finding("owner", Verdict.Warn, "a process that does not say who it is", "see what has the file open");
        }
        catch (EmbeddedException silent)
        {
            return new Finding("owner", Verdict.Fail, silent.Message, "end that process");
        }
    }

    /// <summary>What can be read, and what waits.</summary>
    public static async Task<IReadOnlyList<Finding>> ContentAsync(StoreLocation location, CancellationToken cancel)
    {
        try
        {
            await using var reader = await Books.ReadAsync(location, cancel);
            return reader is null
                ? [new Finding("content", Verdict.Info, "no books yet", "./sluice demo, or ./sluice ingest")]
                :
                [
                    await FingerprintsAsync(reader, cancel),
                    await LettersAsync(reader, cancel),
                    await PendingAsync(reader, cancel),
                    await LagChecks.LagAsync(reader, cancel),
                    await OutputChecks.UnsentAsync(reader, cancel),
                ];
        }
        catch (Exception unreadable) when (unreadable is CliException or EmbeddedException or Engine.State.StoreException or Engine.Log.LogException)
        {
            return [new Finding("content", Verdict.Fail, unreadable.Message, "name other books, or restore these from a backup")];
        }
    }

    private static async Task<Finding> FingerprintsAsync(IBooksReader reader, CancellationToken cancel)
    {
        var rows = await reader.ReadRowsAsync(EngineTables.Fingerprints, [], cancel);
        var broken = rows.Count(r => !UInt128.TryParse((string?)r[2], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out _));
        return broken == 0
            ? new Finding("fingerprints", Verdict.Ok, $"{rows.Count} of shards and months, all readable")
            : new Finding("fingerprints", Verdict.Fail, $"{broken} of {rows.Count} are unreadable", "restore the books from a backup");
    }

    private static async Task<Finding> LettersAsync(IBooksReader reader, CancellationToken cancel)
    {
        var letters = await reader.ReadRowsAsync(LetterHeads.Table, [], cancel);
        var open = letters.Count(r => r[LetterHeads.RetriedAt] is null);
        var found = $"{open} to look at, {letters.Count - open} retried";
        return open == 0
            ? new Finding("dead letters", Verdict.Ok, found)
            : new Finding("dead letters", Verdict.Warn, found, "./sluice show dead-letters, then dead-letters retry");
    }

    private static async Task<Finding> PendingAsync(IBooksReader reader, CancellationToken cancel)
    {
        var kind = MarginTables.PendingRecords.Ordinal("kind");
        var kinds = (await reader.ReadRowsAsync(MarginTables.PendingRecords, [], cancel)).Select(row => (string)row[kind]!).ToList();
        var quarantined = (await reader.ReadRowsAsync(EngineTables.Quarantined, [], cancel)).Count;
        int Of(string wanted) => kinds.Count(k => k == wanted);
        var found = $"{Of(Notice.Pending)} pending, {Of(Notice.Held)} held, {Of(Notice.Conflict)} in conflict, {quarantined} quarantined";
        return kinds.Count + quarantined == 0
            ? new Finding("pending", Verdict.Ok, found)
            : new Finding("pending", Verdict.Warn, found, "./sluice show pending");
    }

    /// <summary>The books' folder, or the nearest above it that is there already.</summary>
    public static string ExistingFolder(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        while (folder is not null && !Directory.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? Path.GetPathRoot(Path.GetFullPath(path))!;
    }
}
