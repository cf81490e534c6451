using Sluice.Connectors.Embedded;
using Sluice.Connectors.Embedded.Reading;
using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Engine.Outputs;
using static Sluice.Engine.Testing.Compliance.StoreTestData;

namespace Sluice.Connectors.Tests.Embedded;

public sealed class AppendOnlyTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("UPDATE journal SET amount = '2'")]
    [InlineData("UPDATE OR REPLACE journal SET line = 2")]
    [InlineData("DELETE FROM journal")]
    [InlineData("INSERT OR REPLACE INTO journal (document, line, amount) VALUES ('INV-1', 1, '2')")]
    [InlineData("REPLACE INTO journal (document, line, amount) VALUES ('INV-1', 1, '2')")]
    [InlineData("INSERT INTO journal (document, line) VALUES ('INV-1', 1) ON CONFLICT (document, line) DO UPDATE SET amount = '2'")]
    public async Task The_database_itself_refuses_whoever_asks(string sql)
    {
        for (var times = 0; times < 2; times++)
        {
            await FillAsync();
            using var connection = Connection.Open(_folder.Database, readOnly: false);
            Should.Throw<SqliteFault>(() => connection.Execute(sql)).Message.ShouldContain(AppendOnly.Refusal("journal"));
            using var rows = connection.Prepare("SELECT count(*) FROM journal WHERE amount = '1' AND line = 1");
            rows.Step();
            rows.Integer(0).ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_trigger_is_made_once_and_made_anew_where_it_was_lost()
    {
        await FillAsync();
        Triggers().ShouldBe(3);
        using (var connection = Connection.Open(_folder.Database, readOnly: false))
        {
            connection.Execute("DROP TRIGGER journal_append_only_delete");
        }

        await FillAsync();
        Triggers().ShouldBe(3);
    }

    [Fact]
    public async Task A_table_from_before_becomes_append_only_with_its_rows()
    {
        await FillAsync();
        var closed = new TableSchema(Partials.Name, Partials.KeyColumns, Outbox: true, Partials.Columns) { AppendOnly = true };
        await using (var database = await OpenAsync())
        {
            var lease = await database.Store.TakeAsync(1, CancellationToken.None);
            await database.Store.CommitAsync(Commit(lease, 1, rows: [Partial("a", 1, 1m)]), CancellationToken.None);
            await database.Store.PrepareAsync([closed], CancellationToken.None);
            await database.Store.CommitAsync(Commit(lease, 2, rows: [RowChange.Upsert(closed, "a", 1L, 1m)]), CancellationToken.None);
        }

        using var connection = Connection.Open(_folder.Database, readOnly: false);
        Should.Throw<SqliteFault>(() => connection.Execute("DELETE FROM partials")).Message.ShouldContain(AppendOnly.Refusal("partials"));
    }

    [Theory]
    [InlineData("DROP TRIGGER journal_append_only_update")]
    [InlineData("DROP TRIGGER journal_append_only_insert")]
    [InlineData("DROP TRIGGER journal_append_only_delete; CREATE TRIGGER journal_append_only_delete BEFORE DELETE ON journal BEGIN SELECT 1; END")]
    public async Task A_reader_tells_which_table_is_not_guarded_any_more(string sql)
    {
        await FillAsync();
        var journal = Tables.Where(table => table.AppendOnly).ToList();
        (await UnguardedAsync(journal)).ShouldBeEmpty();
        using (var connection = Connection.Open(_folder.Database, readOnly: false))
        {
            foreach (var statement in sql.Split("; CREATE").Select((part, i) => i == 0 ? part : "CREATE" + part))
            {
                connection.Execute(statement);
            }
        }

        (await UnguardedAsync(journal)).ShouldBe(["journal"]);
        (await UnguardedAsync([new TableSchema("not_there", 1, Outbox: false, new Column("id", ColumnType.Text)) { AppendOnly = true }])).ShouldBeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    private async Task<IReadOnlyList<string>> UnguardedAsync(IReadOnlyList<TableSchema> tables)
    {
        using var snapshot = (await EmbeddedSnapshot.TryOpenAsync(new EmbeddedOptions { Path = _folder.Database }))!;
        return await snapshot.UnguardedAsync(tables, CancellationToken.None);
    }

    private Task<EmbeddedDatabase> OpenAsync() => EmbeddedDatabase.OpenAsync(new EmbeddedOptions { Path = _folder.Database });

    /// <summary>Prepares the tables and appends one row, each time a program starts.</summary>
    private async Task FillAsync()
    {
        await using var database = await OpenAsync();
        await database.Store.PrepareAsync(Tables, CancellationToken.None);
        var lease = await database.Store.TakeAsync(0, CancellationToken.None);
        await database.Store.CommitAsync(Commit(lease, lease.Sequence + 1, rows: [Line("INV-1", 1, 1m)]), CancellationToken.None);
    }

    private long Triggers()
    {
        using var connection = Connection.Open(_folder.Database, readOnly: true);
        using var query = connection.Prepare("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'");
        query.Step();
        return query.Integer(0);
    }
}
