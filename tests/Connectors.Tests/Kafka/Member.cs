using Sluice.Connectors.Kafka;
using Sluice.Connectors.Kafka.Log;
using Sluice.Connectors.Kafka.Membership;

namespace Sluice.Connectors.Tests.Kafka;

/// <summary>A member that carries out what the group says, and keeps count of its shards.</summary>
internal sealed class Member : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly Lock _lock = new();
    private readonly SortedSet<int> _owned = [];
    private readonly Task _loop;

    public Member(KafkaOptions options, MembershipOptions membership, KafkaLog? log = null)
    {
        Membership = new KafkaMembership(options, membership, log);
        _loop = RunAsync();
    }

    public KafkaMembership Membership { get; }

    public IReadOnlyList<int> Owned
    {
        get
        {
            lock (_lock)
            {
                return [.. _owned];
            }
        }
    }

    /// <summary>Ends when the group was left, with an error where it cannot take part any more.</summary>
    public Task Ended => _loop;

    /// <summary>Waits until its shards are as they should be.</summary>
    public async Task OwnsAsync(Func<IReadOnlyList<int>, bool> asExpected)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!asExpected(Owned))
        {
            TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(Patience, $"it owns {string.Join(", ", Owned)}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Membership.DisposeAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync()
    {
        await foreach (var change in Membership.Changes.ReadAllAsync())
        {
            lock (_lock)
            {
                _ = change.IsAssigned ? _owned.Add(change.Shard) : _owned.Remove(change.Shard);
            }

            change.Done();
        }
    }
}
