using Sluice.Engine.Shards;

namespace Sluice.Engine.Tests.Shards;

public class BackoffTests
{
    private static readonly TimeSpan Min = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(5);

    [Fact]
    public void A_pause_doubles_up_to_its_bound_and_is_shortened_by_a_half_at_most()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var backoff = new Backoff(TimeProvider.System, seed);
            for (var failures = 1; failures < 100; failures++)
            {
                var full = TimeSpan.FromMilliseconds(Math.Min(5000, 50L << Math.Min(failures - 1, 20)));
                backoff.Length(failures, Min, Max).ShouldBeInRange(full / 2, full);
            }

            backoff.Length(int.MaxValue, Min, Max).ShouldBeGreaterThanOrEqualTo(Max / 2);
        }
    }

    [Fact]
    public void Those_who_failed_together_come_back_apart_and_the_same_seed_comes_back_the_same()
    {
        var lengths = Enumerable.Range(0, 100).Select(seed => new Backoff(TimeProvider.System, seed).Length(8, Min, Max)).ToList();
        lengths.Distinct().Count().ShouldBe(100);
        (lengths.Max() - lengths.Min()).ShouldBeGreaterThan(TimeSpan.FromSeconds(2));
        new Backoff(TimeProvider.System, 3).Length(8, Min, Max).ShouldBe(lengths[3]);
    }
}
