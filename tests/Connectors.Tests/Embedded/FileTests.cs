using System.Runtime.Versioning;
using Sluice.Connectors.Embedded;
using Sluice.Connectors.Embedded.Owner;
using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Engine.Log;
using Sluice.Engine.Testing.Compliance;

namespace Sluice.Connectors.Tests.Embedded;

[UnsupportedOSPlatform("windows")]
public sealed class FileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Every_file_belongs_to_its_owner_alone_and_the_folder_is_made()
    {
        var path = Path.Combine(_folder.Path, "new", "folder", "sluice.db");
        await using var session = await EmbeddedSession.OpenAsync(new EmbeddedOptions { Path = path });
        var files = Directory.GetFiles(Path.GetDirectoryName(path)!);
        files.Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(["sluice.db", "sluice.db-shm", "sluice.db-wal", "sluice.db.lock", "sluice.db.owner", "sluice.db.sock"]);
        files.ShouldAllBe(f => File.GetUnixFileMode(f) == OwnerOnly);
        (File.GetUnixFileMode(Path.GetDirectoryName(path)!) & ~(OwnerOnly | UnixFileMode.UserExecute)).ShouldBe(UnixFileMode.None);
    }

    [Fact]
    public async Task A_path_that_is_a_folder_is_refused()
    {
        (await OpenRefusedAsync(_folder.Path)).ShouldContain("is a folder");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        await File.WriteAllTextAsync(_folder.Database, "a file where a folder should be");
        (await OpenRefusedAsync(Path.Combine(_folder.Database, "sluice.db"))).ShouldContain("cannot be made");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_as_it_is()
    {
        var text = string.Concat(Enumerable.Repeat("these are not the pages of a database\n", 100));
        await File.WriteAllTextAsync(_folder.Database, text);
        (await OpenRefusedAsync(_folder.Database)).ShouldContain("not a SQLite database");
        (await File.ReadAllTextAsync(_folder.Database)).ShouldBe(text);
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused()
    {
        Run("CREATE TABLE their_own (id INTEGER)");
        (await OpenRefusedAsync(_folder.Database)).ShouldContain("another program");
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_and_an_older_one_is_brought_up()
    {
        await (await OpenAsync()).DisposeAsync();
        await (await OpenAsync()).DisposeAsync();
        Run("INSERT INTO schema_version (version, applied_at) VALUES (99, '2030-01-01T00:00:00Z')");
        (await OpenRefusedAsync(_folder.Database)).ShouldContain("newer program (version 99");
    }

    [Fact]
    public async Task A_full_disk_is_told_and_harms_nothing_that_fits()
    {
        await using var database = await OpenAsync(new EmbeddedOptions { Path = _folder.Database, PagesMax = 200 });
        await database.Log.EnsureTopicAsync(new TopicSpec("t", 1), CancellationToken.None);
        var target = new TopicPartition("t", 0);
        async Task<long> AppendAsync(int bytes) =>
            (await database.Log.AppendAsync([(target, LogTestData.Of((null, new byte[bytes])))], CancellationToken.None))[0];

        var appends = new[] { 10, 3_000_000, 20, 3_000_000, 30 }.Select(AppendAsync).ToList();
        foreach (var tooLarge in new[] { appends[1], appends[3] })
        {
            var refusal = await Should.ThrowAsync<LogException>(() => tooLarge);
            refusal.OutcomeUnknown.ShouldBeFalse();
            refusal.Message.ShouldContain("full");
        }

        (await Task.WhenAll(appends[0], appends[2], appends[4])).ShouldBe([0L, 1L, 2L]);
        (await LogTestData.ReadAsync(database.Log, target, 0, 3)).Select(r => r.Value!.Length).ShouldBe([10, 20, 30]);
    }

    [Fact]
    public async Task A_lock_of_another_program_is_named_and_waited_out()
    {
        await using var database = await OpenAsync();
        using (var other = Connection.Open(_folder.Database, readOnly: false))
        {
            other.Execute("BEGIN IMMEDIATE");
            var refusal = await Should.ThrowAsync<LogException>(async () => await database.Log.EnsureTopicAsync(new TopicSpec("t", 1), CancellationToken.None));
            refusal.Message.ShouldContain("another program holds a lock");
            refusal.OutcomeUnknown.ShouldBeFalse();
        }

        await database.Log.EnsureTopicAsync(new TopicSpec("t", 1), CancellationToken.None);
        (await database.Log.TopicsAsync(CancellationToken.None)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_write_ahead_log_stays_bounded_under_readers_that_never_pause()
    {
        const long bound = 20 << 20;
        await using var database = await OpenAsync(new EmbeddedOptions { Path = _folder.Database, WalBytesMax = bound, TailBytes = 0, SynchronousFull = false });
        await database.Log.EnsureTopicAsync(new TopicSpec("t", 1), CancellationToken.None);
        var target = new TopicPartition("t", 0);
        var block = LogTestData.Of([.. Enumerable.Range(0, 500).Select(_ => ((byte[]?)null, (byte[]?)new byte[1000]))]);
        await database.Log.AppendAsync([(target, block)], CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await database.Log.ReadAsync(target, 0, 10_000, 1 << 20, CancellationToken.None);
            }
        })).ToList();
        var largest = 0L;
        for (var i = 0; i < 200; i++)
        {
            await database.Log.AppendAsync([(target, block)], CancellationToken.None);
            largest = Math.Max(largest, new FileInfo(_folder.Database + "-wal").Length);
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
        largest.ShouldBeInRange(1 << 20, bound + EmbeddedLimits.GroupBytesMax);
        new FileInfo(_folder.Database).Length.ShouldBeGreaterThan(100_000_000 - bound);
    }

    public void Dispose() => _folder.Dispose();

    private Task<EmbeddedDatabase> OpenAsync(EmbeddedOptions? options = null) =>
        EmbeddedDatabase.OpenAsync(options ?? new EmbeddedOptions { Path = _folder.Database });

    private static async Task<string> OpenRefusedAsync(string path) =>
        (await Should.ThrowAsync<EmbeddedException>(() => EmbeddedDatabase.OpenAsync(new EmbeddedOptions { Path = path }))).Message;

    private void Run(string sql)
    {
        SqliteLibrary.Initialize(path: null);
        DatabaseFile.Make(_folder.Database);
        using var connection = Connection.Open(_folder.Database, readOnly: false);
        connection.Execute(sql);
    }
}
