using System.Text;
using Sluice.Engine.Log;
using Sluice.Engine.Shards.Keys;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Compliance;
using Sluice.Engine.Topology;

namespace Sluice.Engine.Tests.Shards.Keys;

public class KeyClaimsTests
{
    private readonly List<string> _claims = [];
    private readonly Dictionary<string, int> _owners = [];

    [Fact]
    public async Task A_key_is_claimed_when_it_comes_first_and_never_again()
    {
        var claims = Claims();
        await claims.ClaimAsync([Batch("a", "a", "b", "a")], default);
        await claims.ClaimAsync([Batch("b", "a", "c"), Batch("c", "d")], default);
        await claims.ClaimAsync([Batch("d", "a")], default);
        _claims.ShouldBe(["key: a b", "key: c d"]);
    }

    [Fact]
    public async Task Keys_of_others_are_told_and_remembered()
    {
        _owners["b"] = 3;
        var claims = Claims();
        (await claims.ClaimAsync([Batch("a")], default)).IsEmpty.ShouldBeTrue();
        foreach (var batch in new[] { Batch("a", "b"), Batch("a") })
        {
            var foreign = await claims.ClaimAsync([batch], default);
            foreign.ReasonAgainst("key", "b"u8, 0).ShouldNotBeNull().Reason.ShouldBe("key b is in partitions 0 and 3");
            foreign.ReasonAgainst("key", "b"u8, 5).ShouldNotBeNull().Reason.ShouldBe("key b is in partitions 3 and 5");
            foreign.ReasonAgainst("key", "a"u8, 0).ShouldBeNull();
            foreign.ReasonAgainst("client", "b"u8, 0).ShouldBeNull();
        }
    }

    [Fact]
    public async Task Without_a_key_there_is_nothing_to_claim()
    {
        var records = LogTestData.Of((null, [1]), ([], [1]), (null, null));
        await Claims().ClaimAsync([new LogBatch(new TopicPartition(TallyTopology.Numbers, 0), 0, 3, 3, records.Bytes)], default);
        _claims.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_no_record_claims_no_key_and_the_first_that_is_one_does()
    {
        var claims = Claims();
        await claims.ClaimAsync([TallyLog.Batch(0, 0, ("a", "garbage"), ("a", "garbage"), ("b", "1"))], default);
        await claims.ClaimAsync([TallyLog.Batch(0, 3, ("a", "garbage"), ("a", "1"), ("a", "1"))], default);
        _claims.ShouldBe(["key: b", "key: a"]);
    }

    [Fact]
    public async Task Inputs_of_one_kind_share_a_keys_owner_and_other_kinds_have_their_own()
    {
        var topology = new TopologyBuilder<TallyPrices>("t", new TallyPricesFold())
            .Flow("margin", "client", c => new TallyFlow(c)).Stream("reports", "key").Stream("jobs", "key")
            .Flow("revenue", "customer", c => new TallyFlow(c)).Stream("deals", "key")
            .Flow("recon", "client", c => new TallyFlow(c)).Stream("ledger", "key").Build();
        await KeyClaims.Of(topology, 0, Claim).ClaimAsync(
            [.. new[] { "reports", "jobs", "deals", "ledger" }.Select((topic, i) => TallyLog.Batch(topic, 0, 0, ("k", "1"), ($"k{i}", "1")))], default);
        _claims.ShouldBe(["client: k k0 k1 k3", "customer: k k2"]);
    }

    [Fact]
    public async Task Many_keys_are_claimed_a_bounded_number_at_a_time()
    {
        await Claims().ClaimAsync([Batch([.. Enumerable.Range(0, (2 * Limits.KeysPerClaimMax) + 1).Select(i => $"{i}")])], default);
        _claims.Select(c => c.Split(' ').Length - 1).ShouldBe([Limits.KeysPerClaimMax, Limits.KeysPerClaimMax, 1]);
    }

    [Fact]
    public async Task A_claim_that_failed_is_made_again_with_the_next_batch()
    {
        var fails = true;
        var claims = KeyClaims.Of(TallyTopology.Build(), 0, (group, keys, cancel) => fails ? throw new StoreException("away") : Claim(group, keys, cancel));
        await Should.ThrowAsync<StoreException>(async () => await claims.ClaimAsync([Batch("a")], default));
        fails = false;
        await claims.ClaimAsync([Batch("a", "b")], default);
        _claims.ShouldBe(["key: a b"]);
    }

    [Fact]
    public async Task Beyond_its_bound_it_forgets_and_asks_anew_with_the_same_answer()
    {
        _owners["b"] = 1;
        var claims = KeyClaims.Of(TallyTopology.Build(), 0, Claim, knownMax: 2);
        await claims.ClaimAsync([Batch("a", "b", "c")], default);
        var foreign = await claims.ClaimAsync([Batch("b", "c")], default);
        _claims.ShouldBe(["key: a b c", "key: b c"]);
        foreign.ReasonAgainst("key", "b"u8, 0).ShouldNotBeNull();
    }

    [Fact]
    public async Task Keys_that_are_known_cost_no_memory_a_record()
    {
        var claims = Claims();
        LogBatch[] batches = [Batch([.. Enumerable.Range(0, 10_000).Select(i => $"client-{i * 7 % 500}")])];
        await claims.ClaimAsync(batches, default);
        var least = long.MaxValue;
        for (var round = 0; round < 10; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            (await claims.ClaimAsync(batches, default)).IsEmpty.ShouldBeTrue();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        least.ShouldBeLessThan(5_000);
    }

    private static LogBatch Batch(params string[] keys) => TallyLog.Batch(0, 0, [.. keys.Select(k => (k, "1"))]);

    private KeyClaims Claims() => KeyClaims.Of(TallyTopology.Build(), 0, Claim);

    private ValueTask<IReadOnlyList<int>> Claim(string group, IReadOnlyList<string> keys, CancellationToken cancel)
    {
        _claims.Add($"{group}: {string.Join(' ', keys)}");
        return new([.. keys.Select(k => _owners.GetValueOrDefault(k))]);
    }
}
