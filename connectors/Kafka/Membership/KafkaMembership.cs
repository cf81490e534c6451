using System.Threading.Channels;
using Confluent.Kafka;
using Sluice.Connectors.Kafka.Clients;
using Sluice.Connectors.Kafka.Log;
using Sluice.Engine.Log;
using Sluice.Engine.Shards.Membership;

namespace Sluice.Connectors.Kafka.Membership;

/// <summary>
/// Shares the shards out among processes: a consumer group over an empty topic with a partition a shard, assigned
/// cooperatively, so that only the shards that move stop. One thread polls and alone touches the consumer; it writes
/// <see cref="Changes"/>, which the thread that owns the engine's host carries out in order. The data are read by others,
/// by manual assignment.
/// </summary>
public sealed class KafkaMembership : IShardMembership
{
    private readonly MembershipOptions _membership;
    private readonly ClientWatch _watch;
    private readonly KafkaOptions _options;
    private readonly Channel<ShardChange> _changes = Channel.CreateUnbounded<ShardChange>(new UnboundedChannelOptions { SingleReader = true });
    private readonly IConsumer<Ignore, Ignore> _consumer;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _topic;
    private readonly CancellationTokenSource _leaving = new();
    private readonly Task _watching;

    // Written by the watching loop before it asks the thread to stop, read by the thread afterwards.
    private volatile LogException? _changed;
    private volatile bool _stalled;
    private volatile bool _stopping;

    /// <summary>Joins the group. The topic must be there (<see cref="TopicOf"/>).</summary>
    /// <param name="options">How to reach the brokers.</param>
    /// <param name="membership">How to take part.</param>
    /// <param name="log">
    /// This process's log on the same brokers, so that their absence and return are told once, and the topic is looked at
    /// now and then; null where it has none.
    /// </param>
    /// <exception cref="LogException">The client library is missing or refuses the settings.</exception>
    public KafkaMembership(KafkaOptions options, MembershipOptions membership, KafkaLog? log = null)
    {
        _options = options;
        _membership = membership;
        _watch = log?.Watch ?? new ClientWatch(options);
        _topic = options.Prefix + membership.Topic;
        var config = ClientConfigs.Member(options, membership.Group, membership.SessionTimeout, membership.StallTimeout);
        _consumer = ClientFactory.Build(() => new ConsumerBuilder<Ignore, Ignore>(config)
            .SetPartitionsAssignedHandler((_, shards) => Assigned(shards))
            .SetPartitionsRevokedHandler((_, shards) => Taken(shards, isLost: false))
            .SetPartitionsLostHandler((_, shards) => Taken(shards, isLost: true))
            .SetErrorHandler((_, error) => _watch.Error(error))
            .SetLogHandler(static (_, _) => { })
            .SetStatisticsHandler((c, json) => _watch.Statistics(c.Name, json))
            .Build());
        _thread = new Thread(Run) { IsBackground = true, Name = "kafka membership" };
        _thread.Start();
        _watching = log is null ? Task.CompletedTask : WatchAsync(log, _leaving.Token);
    }

    /// <summary>The topic, with the prefix.</summary>
    public string Source => $"topic {_topic}";

    /// <summary>What the host has to carry out, in order; each ends with <see cref="ShardChange.Done"/>.</summary>
    public ChannelReader<ShardChange> Changes => _changes.Reader;

    /// <summary>
    /// Whether the data flow stands still. While it does, the group is not polled, so that after
    /// <see cref="MembershipOptions.StallTimeout"/> others get the shards. Set by any thread.
    /// </summary>
    public bool IsStalled
    {
        get => _stalled;
        set => _stalled = value;
    }

    /// <summary>The topic for <see cref="ILog.EnsureTopicAsync"/>.</summary>
    public static TopicSpec TopicOf(MembershipOptions membership, int shards) => new(membership.Topic, shards);

    /// <summary>Leaves the group, so that others get the shards at once; changes up to the last are still to be carried out.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        _leaving.Cancel();
        await _ended.Task;
        await _watching;
        _leaving.Dispose();
    }

    /// <summary>Without the topic the group gives nobody a shard and tells nobody: the process ends and says what to do.</summary>
    private async Task WatchAsync(KafkaLog log, CancellationToken cancel)
    {
        try
        {
            _changed = await new TopicWatch(_membership.Topic, _options, log.TopicsAsync).ChangedAsync(cancel);
            _stopping = true;
        }
        catch (OperationCanceledException)
        {
            // The group was left.
        }
    }

    private void Run()
    {
        var name = _consumer.Name;
        Exception? ending = null;
        try
        {
            _consumer.Subscribe(_topic);
            while (!_stopping)
            {
                Poll();
            }

            _consumer.Close();
            ending = _changed;
        }
        catch (KafkaException failure)
        {
            // The process would get no shard any more, so it ends, and whoever starts it again lets it join anew.
            ending = new LogException($"the group of {_options.Brokers} was left: {failure.Error.Reason}", inner: failure);
        }
        finally
        {
            _changes.Writer.TryComplete(ending);
            _watch.Gone(name);
            _consumer.Dispose();
            _ended.TrySetResult();
        }
    }

    private void Poll()
    {
        if (_stalled)
        {
            SpinWait.SpinUntil(() => !_stalled || _stopping, KafkaLimits.PollMs);
            return;
        }

        try
        {
            _consumer.Consume(KafkaLimits.PollMs);
        }
        catch (ConsumeException failure) when (!failure.Error.IsFatal)
        {
            // The group goes on by itself: after a stall, for instance, by joining anew.
            _options.Notify($"Kafka's group: {failure.Error.Reason}");
        }
    }

    private void Assigned(List<Confluent.Kafka.TopicPartition> shards)
    {
        _watch.Answered();
        foreach (var shard in shards)
        {
            _changes.Writer.TryWrite(new ShardChange(shard.Partition.Value, IsAssigned: true));
        }
    }

    /// <summary>Runs on the polling thread, which gives the shards back when this returns.</summary>
    private void Taken(List<TopicPartitionOffset> shards, bool isLost)
    {
        var taken = shards.ConvertAll(s => new ShardChange(s.Partition.Value, IsAssigned: false, isLost));
        taken.ForEach(t => _changes.Writer.TryWrite(t));
        if (!Task.WaitAll([.. taken.Select(t => t.Carried)], _membership.HandOverTimeout))
        {
            _options.Notify($"shards {string.Join(", ", taken.Select(t => t.Shard))} have not ended in time; the store's fence keeps them from committing");
        }
    }
}
