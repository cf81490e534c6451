using Npgsql;
using Sluice.Connectors.Postgres;
using Sluice.Connectors.Postgres.Reading;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using static Sluice.Engine.Testing.Compliance.StoreTestData;

namespace Sluice.Connectors.Tests.Postgres;

public sealed class AppendOnlyTests : IAsyncLifetime
{
    private TestSchema _schema = null!;
    private PostgresStore _store = null!;
    private ShardLease _lease = null!;

    public async Task InitializeAsync()
    {
        _schema = await TestSchema.OnSharedAsync();
        _store = await _schema.OpenAsync();
        await _store.PrepareAsync(Tables, CancellationToken.None);
        _lease = await _store.TakeAsync(0, CancellationToken.None);
        await _store.CommitAsync(Commit(_lease, 1, rows: [Line("INV-1", 1, 1m)]), CancellationToken.None);
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Theory]
    [InlineData("UPDATE journal SET amount = 2")]
    [InlineData("UPDATE journal SET amount = amount")]
    [InlineData("DELETE FROM journal")]
    [InlineData("TRUNCATE journal")]
    [InlineData("TRUNCATE partials, journal CASCADE")]
    [InlineData("INSERT INTO journal (document, line, amount) VALUES ('INV-1', 1, 2) ON CONFLICT (document, line) DO UPDATE SET amount = excluded.amount")]
    public async Task The_server_itself_refuses(string sql)
    {
        await RefusedAsync(sql);
        await _store.PrepareAsync(Tables, CancellationToken.None);
        await RefusedAsync(sql);
        (await _schema.AskAsync<long>("SELECT count(*) FROM journal WHERE amount = 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_trigger_is_made_once_and_made_anew_where_it_was_lost_or_switched_off()
    {
        var made = await TriggersAsync();
        await _store.PrepareAsync(Tables, CancellationToken.None);
        (await TriggersAsync()).ShouldBe(made);

        await _schema.TellAsync("DROP TRIGGER append_only_truncate ON journal");
        await _store.PrepareAsync(Tables, CancellationToken.None);
        await RefusedAsync("TRUNCATE journal");

        await _schema.TellAsync("ALTER TABLE journal DISABLE TRIGGER append_only_rows");
        await _store.PrepareAsync(Tables, CancellationToken.None);
        await RefusedAsync("DELETE FROM journal");
    }

    [Theory]
    [InlineData("DROP TRIGGER append_only_truncate ON journal")]
    [InlineData("ALTER TABLE journal DISABLE TRIGGER append_only_rows")]
    public async Task A_reader_tells_which_table_is_not_guarded_any_more(string sql)
    {
        var journal = Tables.Where(table => table.AppendOnly).ToList();
        await using var reader = await PostgresReader.OpenAsync(_schema.Options, CancellationToken.None);
        (await reader.UnguardedAsync(journal, CancellationToken.None)).ShouldBeEmpty();

        await _schema.TellAsync(sql);

        (await reader.UnguardedAsync(journal, CancellationToken.None)).ShouldBe(["journal"]);
    }

    [Fact]
    public async Task A_table_from_before_becomes_append_only_with_its_rows()
    {
        await _store.CommitAsync(Commit(_lease, 2, rows: [Partial("a", 1, 1m)]), CancellationToken.None);
        var closed = new TableSchema(Partials.Name, Partials.KeyColumns, Outbox: true, Partials.Columns) { AppendOnly = true };
        await _store.PrepareAsync([closed], CancellationToken.None);
        await RefusedAsync("DELETE FROM partials", "partials");
        await _store.CommitAsync(Commit(_lease, 3, rows: [RowChange.Upsert(closed, "a", 1L, 1m)]), CancellationToken.None);
    }

    private async Task RefusedAsync(string sql, string table = "journal")
    {
        var refused = await Should.ThrowAsync<PostgresException>(() => _schema.TellAsync(sql));
        refused.MessageText.ShouldBe(AppendOnly.Refusal(table));
    }

    private Task<string> TriggersAsync() =>
        _schema.AskAsync<string>("SELECT string_agg(oid::text, ',' ORDER BY oid) FROM pg_trigger WHERE tgrelid = 'journal'::regclass AND NOT tgisinternal");
}
