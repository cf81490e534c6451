using System.Threading.Channels;
using Sluice.Engine.Shards.Membership;

namespace Sluice.Engine.Testing.Membership;

/// <summary>One member of a group that a test plays: it gives and takes shards as the test says. Owned by one thread.</summary>
public sealed class ManualMembership : IShardMembership
{
    private readonly Channel<ShardChange> _changes = Channel.CreateUnbounded<ShardChange>();
    private readonly SortedSet<int> _given = [];
    private volatile bool _stalled;

    public string Source => "the test's group";

    public ChannelReader<ShardChange> Changes => _changes.Reader;

    /// <summary>What the host says of its data flow.</summary>
    public bool IsStalled
    {
        get => _stalled;
        set => _stalled = value;
    }

    /// <summary>The shards given and not taken since.</summary>
    public IReadOnlySet<int> Given => _given;

    /// <summary>Whether the host has left.</summary>
    public bool HasLeft { get; private set; }

    /// <summary>Gives a shard to the host.</summary>
    public ShardChange Give(int shard)
    {
        _given.Add(shard);
        return Tell(new ShardChange(shard, IsAssigned: true));
    }

    /// <summary>Takes a shard from the host; what is returned ends when nothing of it is under way any more.</summary>
    public ShardChange Take(int shard)
    {
        _given.Remove(shard);
        return Tell(new ShardChange(shard, IsAssigned: false));
    }

    /// <summary>Says that a shard is another's already.</summary>
    public ShardChange Lose(int shard)
    {
        _given.Remove(shard);
        return Tell(new ShardChange(shard, IsAssigned: false, IsLost: true));
    }

    /// <summary>Ends the membership by a failure.</summary>
    public void Fail(Exception failure) => _changes.Writer.TryComplete(failure);

    /// <summary>Takes every shard, waits until the host has ended them, and says no more.</summary>
    public async ValueTask DisposeAsync()
    {
        HasLeft = true;
        var taken = _given.ToList().ConvertAll(Take);
        _changes.Writer.TryComplete();
        foreach (var change in taken)
        {
            await change.Carried;
        }
    }

    /// <summary>A host that has left, or whose membership has failed, hears nothing more; then the change counts as carried out.</summary>
    private ShardChange Tell(ShardChange change)
    {
        if (!_changes.Writer.TryWrite(change))
        {
            change.Done();
        }

        return change;
    }
}
