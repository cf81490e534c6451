using Sluice.Connectors.Child;
using Sluice.Connectors.Postgres;
using Sluice.Connectors.Tests.Embedded;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Compliance;

namespace Sluice.Connectors.Tests.Postgres;

public sealed class MigrationTests
{
    [Fact]
    public async Task Processes_that_start_at_once_migrate_once()
    {
        var schema = await TestSchema.OnSharedAsync();
        var children = Enumerable.Range(0, 3).Select(_ => ChildProcess.Start("prepare", schema.Server.Uri, schema.Options.Schema)).ToList();
        foreach (var child in children)
        {
            (await child.ReadLineAsync()).ShouldBe("prepared");
            (await child.EndAsync()).ShouldBe(0);
            child.Dispose();
        }

        (await schema.AskAsync<long>("SELECT count(*) FROM schema_version")).ShouldBe(await schema.AskAsync<int>("SELECT max(version) FROM schema_version"), "each version once");
    }

    [Fact]
    public async Task Stores_that_open_and_prepare_at_once_do_not_get_in_each_others_way()
    {
        var schema = await TestSchema.OnSharedAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await using var store = await schema.OpenAsync();
            await store.PrepareAsync(StoreTestData.Tables, CancellationToken.None);
            await store.TakeAsync(0, CancellationToken.None);
        })));
        (await schema.AskAsync<long>("SELECT epoch FROM engine_shards")).ShouldBe(8);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        var schema = await TestSchema.OnSharedAsync();
        await (await schema.OpenAsync()).DisposeAsync();
        await schema.TellAsync("INSERT INTO schema_version VALUES (99, now())");
        var refusal = await Should.ThrowAsync<StoreException>(schema.OpenAsync);
        refusal.Message.ShouldContain("newer program (version 99");
    }

    [Fact]
    public async Task A_schema_of_another_program_is_refused_and_left_alone()
    {
        var schema = await TestSchema.OnSharedAsync();
        await schema.TellAsync($"CREATE SCHEMA {schema.Options.Schema}; CREATE TABLE {schema.Options.Schema}.schema_version (v text)");
        (await Should.ThrowAsync<StoreException>(schema.OpenAsync)).Message.ShouldContain("another program's tables");
        (await schema.AskAsync<long>("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()")).ShouldBe(1);
    }

    [Theory]
    [InlineData("Public")]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("pg_mine")]
    [InlineData("x\"; DROP TABLE y")]
    public async Task A_schemas_name_is_plain(string name) => await Should.ThrowAsync<FormatException>(
        () => PostgresStore.OpenAsync(new PostgresOptions { ConnectionString = "postgresql://localhost/x", Schema = name }, CancellationToken.None));

    [Fact]
    public async Task Tables_get_the_indexes_that_lists_filter_by()
    {
        var schema = await TestSchema.OnSharedAsync();
        await using var store = await schema.OpenAsync();
        await store.PrepareAsync([Prepare.Margin], CancellationToken.None);
        await store.PrepareAsync([Prepare.Margin], CancellationToken.None);
        var indexes = await schema.AskAsync<string>("SELECT string_agg(indexname, ' ' ORDER BY indexname) FROM pg_indexes WHERE tablename = 'margin' AND schemaname = current_schema()");
        indexes.ShouldBe("margin_client_id margin_pkey");
    }

    [Fact]
    public async Task A_table_made_with_another_key_or_type_is_refused()
    {
        var schema = await TestSchema.OnSharedAsync();
        await using var store = await schema.OpenAsync();
        await store.PrepareAsync([Prepare.Margin], CancellationToken.None);
        foreach (var other in new[] { Prepare.Margin with { KeyColumns = 1 }, Prepare.Margin with { Columns = [.. Prepare.Margin.Columns.Select(c => c with { Type = Engine.Outputs.ColumnType.Text })] } })
        {
            (await Should.ThrowAsync<StoreException>(async () => await store.PrepareAsync([other], CancellationToken.None))).Message.ShouldContain("migrate it first");
        }
    }
}
