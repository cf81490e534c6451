using Shouldly;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Xunit;

namespace Sluice.Engine.Testing.Compliance;

public abstract partial class StoreCompliance
{
    /// <summary>The same store as another process has it; the one under test unless there can be another.</summary>
    protected virtual ValueTask<IStore> OtherSessionAsync() => new(Store);

    [Fact]
    public async Task A_key_is_its_first_claimants_for_good()
    {
        (await ClaimAsync("client", 2, "C1", "C2")).ShouldBe([2, 2]);
        (await ClaimAsync("client", 5, "C3", "C2", "C1", "C4")).ShouldBe([5, 2, 2, 5]);
        (await ClaimAsync("client", 2, "C4", "C1", "C4")).ShouldBe([5, 2, 5]);
        (await ClaimAsync("client", 2)).ShouldBeEmpty();
        (await RowsAsync(EngineTables.KeyOwner)).ShouldBe([["client", "C1", 2L], ["client", "C2", 2L], ["client", "C3", 5L], ["client", "C4", 5L]]);
    }

    [Fact]
    public async Task A_key_of_another_group_is_another_key()
    {
        await ClaimAsync("client", 0, "K");
        (await ClaimAsync("customer", 1, "K")).ShouldBe([1]);
    }

    /// <summary>Keys that are a nuisance to some database.</summary>
    public static TheoryData<string> OddKeys { get; } =
        ["", " ", "a'b\"c", "\0", "␀", "␀0", "₹ 😀", new('k', Limits.KeyNameBytesMax), new('\ufffd', Limits.KeyNameBytesMax)];

    [Theory]
    [MemberData(nameof(OddKeys))]
    public async Task Any_text_can_be_a_key(string key)
    {
        (await ClaimAsync("client", 3, "c", key, "C")).ShouldBe([3, 3, 3]);
        (await ClaimAsync("client", 4, key, key + "x", "C ")).ShouldBe([3, 4, 4]);
        (await RowsAsync(EngineTables.KeyOwner, ("key", key))).ShouldHaveSingleItem()[2].ShouldBe(3L);
    }

    [Fact]
    public async Task Claims_made_at_the_same_time_agree()
    {
        var other = await OtherSessionAsync();
        for (var round = 0; round < 10; round++)
        {
            var keys = Enumerable.Range(0, 300).Select(i => $"{round}-{i}").ToArray();
            var one = Task.Run(() => Store.ClaimKeysAsync("client", 1, keys, Cancel).AsTask());
            var two = Task.Run(() => other.ClaimKeysAsync("client", 2, [.. keys.Reverse()], Cancel).AsTask());
            var owners = await one;
            (await two).Reverse().ShouldBe(owners);
            owners.ShouldAllBe(owner => owner == 1 || owner == 2);
        }

        (await RowsAsync(EngineTables.KeyOwner)).Count.ShouldBe(3000);
    }

    [Fact]
    public async Task A_claim_leaves_leases_alone()
    {
        var lease = await Store.TakeAsync(1, Cancel);
        await ClaimAsync("client", 1, "C1");
        await ClaimAsync("client", 2, "C1");
        await CommitAsync(StoreTestData.Commit(lease, 1, "one"));
        await ShouldStandAtAsync(lease, 1, ["one"], rows: 0, outbox: 0);
    }

    protected async Task<IReadOnlyList<int>> ClaimAsync(string group, int shard, params string[] keys) =>
        await Store.ClaimKeysAsync(group, shard, keys, Cancel);
}
