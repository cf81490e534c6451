using Sluice.Engine.Log;

namespace Sluice.Connectors.Kafka.Membership;

/// <summary>
/// Looks now and then whether the topic that the shards are shared out by is as it was. One loop. What no broker answers
/// says nothing; that the topic is missing counts when it is seen twice in a row, since a broker that has just started
/// may not know it yet.
/// </summary>
/// <param name="topic">Its name, without the prefix.</param>
/// <param name="look">Asks for the topics there are.</param>
internal sealed class TopicWatch(string topic, KafkaOptions options, Func<CancellationToken, ValueTask<IReadOnlyList<TopicSpec>>> look)
{
    private const int MissedMax = 2;

    /// <summary>Ends with what an operator has to do once the topic is gone, or has another number of partitions.</summary>
    public async Task<LogException> ChangedAsync(CancellationToken cancel)
    {
        int? had = null;
        for (var missed = 0; ;)
        {
            if (await LookAsync(cancel) is { } topics)
            {
                var now = topics.FirstOrDefault(t => t.Name == topic)?.Partitions;
                had ??= now;
                missed = now is null ? missed + 1 : 0;
                if (missed >= MissedMax || (now is not null && now != had))
                {
                    return Changed(had, now);
                }
            }

            await Task.Delay(options.LookEvery, options.Time, cancel);
        }
    }

    private async ValueTask<IReadOnlyList<TopicSpec>?> LookAsync(CancellationToken cancel)
    {
        try
        {
            return await look(cancel);
        }
        catch (LogException)
        {
            return null;
        }
    }

    private LogException Changed(int? had, int? now)
    {
        var name = options.Prefix + topic;
        return new LogException(now is null
            ? $"topic {name} is gone: without it no worker is given a shard. It held nothing: start the workers again, which makes it anew"
            : $"topic {name} has {now} partitions now and had {had}. It holds nothing: stop all workers, delete it, and start them again, which makes it anew")
        {
            NeedsDecision = true,
        };
    }
}
