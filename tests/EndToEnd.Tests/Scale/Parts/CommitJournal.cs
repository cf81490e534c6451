using Npgsql;
using Sluice.Connectors.Postgres;

namespace Sluice.EndToEnd.Tests.Scale.Parts;

/// <summary>One change of a shard's row: a takeover, which raises the epoch, or a commit, which raises the sequence.</summary>
internal sealed record JournalEntry(int Shard, long Epoch, long Sequence, string Worker);

/// <summary>
/// What the server itself saw of takeovers and commits, and whose they were. A trigger writes it within the transaction,
/// so that what is rolled back is not in it; each transaction takes some milliseconds longer by it, before its COMMIT and
/// within, so that whatever comes at random comes in the midst of one. The server's patience with silent clients is set
/// there too.
/// </summary>
internal sealed class CommitJournal(string uri) : IAsyncDisposable
{
    private const int AttemptsMax = 5;

    private static readonly string s_make = $"""
        CREATE TABLE test_journal (id bigserial PRIMARY KEY, shard int, epoch bigint, sequence bigint, worker text);
        CREATE FUNCTION test_note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          INSERT INTO test_journal (shard, epoch, sequence, worker) VALUES (NEW.shard, NEW.epoch, NEW.sequence, current_setting('application_name'));
          PERFORM set_config('idle_in_transaction_session_timeout', '{ScaleSizes.IdleInTransactionMs}', true), pg_sleep(0.015 * random());
          RETURN NULL; END $$;
        CREATE FUNCTION test_linger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.015 * random()); RETURN NULL; END $$;
        CREATE TRIGGER test_note AFTER INSERT OR UPDATE ON engine_shards FOR EACH ROW EXECUTE FUNCTION test_note();
        CREATE CONSTRAINT TRIGGER test_linger AFTER UPDATE ON engine_shards DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION test_linger();
        """;

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(PostgresUri.Parse(uri));

    public Task BeginAsync() => RunAsync(s_make, static _ => 0);

    /// <summary>Everything so far; the changes of one shard are in their order.</summary>
    public async Task<IReadOnlyList<JournalEntry>> ReadAsync() => await RunAsync(
        "SELECT shard, epoch, sequence, worker FROM test_journal ORDER BY id",
        static r => new JournalEntry(r.GetInt32(0), r.GetInt64(1), r.GetInt64(2), r.GetString(3)));

    /// <summary>Who took each shard last.</summary>
    public async Task<IReadOnlyDictionary<int, JournalEntry>> OwnersAsync() => (await RunAsync(
        "SELECT DISTINCT ON (shard) shard, epoch, sequence, worker FROM test_journal ORDER BY shard, epoch DESC, id",
        static r => new JournalEntry(r.GetInt32(0), r.GetInt64(1), r.GetInt64(2), r.GetString(3)))).ToDictionary(e => e.Shard);

    /// <summary>Transactions that a worker, or with null any, has open to write.</summary>
    public async Task<int> OpenAsync(string? worker) => (await RunAsync(
        $"""
        SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND backend_xid IS NOT NULL AND application_name LIKE '{worker ?? "worker%"}'
        """,
        static _ => 0)).Count;

    /// <summary>Holds the law: only who took an epoch commits in it, in sequence, from where the epoch before ended.</summary>
    public static void Check(IReadOnlyList<JournalEntry> journal)
    {
        foreach (var shard in journal.GroupBy(e => e.Shard))
        {
            var before = shard.First();
            before.Sequence.ShouldBe(0);
            foreach (var entry in shard.Skip(1))
            {
                var (next, what) = (before with { Sequence = before.Sequence + 1 }, $"{entry} after {before}");
                if (entry.Epoch == before.Epoch)
                {
                    entry.ShouldBe(next, what);
                }
                else
                {
                    (entry.Epoch, entry.Sequence).ShouldBe((before.Epoch + 1, before.Sequence), what);
                }

                before = entry;
            }
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>A connection of the pool may be one to the server before a crash: the next is not.</summary>
    private async Task<List<T>> RunAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(sql, read);
            }
            catch (NpgsqlException broken) when (IsOfCrash(broken) && attempt < AttemptsMax)
            {
                _source.Clear();
            }
        }
    }

    /// <summary>The connection broke, or the server said with its last breath (57P01 to 57P03) why it will.</summary>
    private static bool IsOfCrash(NpgsqlException broken) => broken is not PostgresException said || said.SqlState.StartsWith("57P", StringComparison.Ordinal);

    private async Task<List<T>> TryAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
