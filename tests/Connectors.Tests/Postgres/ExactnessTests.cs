using FsCheck;
using FsCheck.Fluent;
using Sluice.Connectors.Postgres.Store;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Compliance;

namespace Sluice.Connectors.Tests.Postgres;

public sealed class ExactnessTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 31, 18, 29, 59, TimeSpan.Zero);

    [Fact]
    public async Task Instants_keep_every_step_of_100_ns_and_identify_rows_by_it()
    {
        await using var store = await OpenAsync();
        DateTimeOffset[] instants = [At.AddTicks(1_234_567), At.AddTicks(1_234_560), At.AddTicks(1_234_569), DateTimeOffset.MinValue.AddTicks(1), DateTimeOffset.MaxValue];
        await CommitAsync(store, [.. instants.Select((at, i) => RowChange.Upsert(StoreTestData.Keyed, "g", 1L, at, new byte[] { 1 }, $"{i}"))]);
        var rows = await store.ReadRowsAsync(StoreTestData.Keyed, [], CancellationToken.None);
        rows.Select(r => r[2]).ShouldBe(instants.Order().Cast<object>());
        (await store.ReadRowsAsync(StoreTestData.Keyed, [("from", instants[0])], CancellationToken.None)).ShouldHaveSingleItem()[4].ShouldBe("0");
        var groups = await store.ReadGroupsAsync(StoreTestData.Keyed, ["from"], [[instants[2]], [At]], CancellationToken.None);
        groups.Select(g => g.Count).ShouldBe([1, 0]);
    }

    [Fact]
    public async Task Text_that_postgresql_cannot_hold_comes_back_all_the_same()
    {
        await using var store = await OpenAsync();
        string[] texts = ["a\0b", "␀", "␀0", "\0", "a␀␀0\0"];
        await CommitAsync(store, [.. texts.Select((t, i) => RowChange.Upsert(StoreTestData.Partials, t, (long)i, 1m))]);
        var rows = await store.ReadRowsAsync(StoreTestData.Partials, [], CancellationToken.None);
        rows.Select(r => (string)r[0]!).ShouldBe(texts, ignoreOrder: true);
        (await store.ReadRowsAsync(StoreTestData.Partials, [("month", "a\0b")], CancellationToken.None)).ShouldHaveSingleItem()[1].ShouldBe(0L);
    }

    [Fact]
    public async Task Half_a_character_does_not_stop_a_commit()
    {
        await using var store = await OpenAsync();
        await CommitAsync(store, [RowChange.Upsert(StoreTestData.Partials, "x\ud800", 1L, 1m)]);
        (await store.ReadRowsAsync(StoreTestData.Partials, [], CancellationToken.None)).ShouldHaveSingleItem()[0].ShouldBe("x\ufffd");
    }

    [Fact]
    public async Task Text_orders_by_its_bytes()
    {
        await using var store = await OpenAsync();
        string[] texts = ["a", "B", "_", "ä", "Z", "a b", "aB", "🚀", "\uffee"];
        await CommitAsync(store, [.. texts.Select(t => RowChange.Upsert(StoreTestData.Partials, t, 1L, 1m))]);
        var rows = await store.ReadRowsAsync(StoreTestData.Partials, [], CancellationToken.None);
        rows.Select(r => (string)r[0]!).ShouldBe(["B", "Z", "_", "a", "a b", "aB", "ä", "\uffee", "🚀"]);
    }

    [Fact]
    public void Stored_text_is_free_of_U0000_and_no_two_texts_share_one() => Prop.ForAll(
        Gen.ListOf(Gen.Elements('\0', '␀', '0', 'a')).Select(c => new string([.. c])).ToArbitrary(),
        text => !SafeText.Encode(text).Contains('\0', StringComparison.Ordinal) && SafeText.Decode(SafeText.Encode(text)) == text).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Sql_sees_amounts_as_numbers_and_instants_as_timestamps()
    {
        var schema = await TestSchema.OnSharedAsync();
        await using var store = await schema.OpenAsync();
        await store.PrepareAsync(StoreTestData.Tables, CancellationToken.None);
        await CommitAsync(store, [RowChange.Upsert(StoreTestData.Everything, "id", "t", 1L, 1.50m, (Int128)7, At, new byte[] { 1 })]);
        (await schema.AskAsync<bool>("SELECT amount * 2 = 3 AND sum = 7 AND at = '2026-01-31 18:29:59+00' AND at_100ns = 0 FROM everything")).ShouldBeTrue();
    }

    private static async Task<IStore> OpenAsync()
    {
        var store = await (await TestSchema.OnSharedAsync()).OpenAsync();
        await store.PrepareAsync(StoreTestData.Tables, CancellationToken.None);
        return store;
    }

    private static async Task CommitAsync(IStore store, RowChange[] rows) =>
        await store.CommitAsync(StoreTestData.Commit(await store.TakeAsync(0, CancellationToken.None), 1, rows: rows), CancellationToken.None);
}
