using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.Connectors.Kafka.Clients;
using Sluice.Engine.Log;

namespace Sluice.Connectors.Kafka.Log;

/// <summary>Creates topics, and checks that those that exist are what positions and reruns rest on. Safe for concurrent callers.</summary>
internal sealed class TopicKeeper(KafkaOptions options, ControlClient control, TopicCatalog catalog)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    public async Task EnsureAsync(TopicSpec topic, CancellationToken cancel)
    {
        if (topic.Partitions is < 1 or > Engine.Limits.PartitionsMax || string.IsNullOrEmpty(topic.Name))
        {
            throw new LogException($"a topic has a name and 1 to {Engine.Limits.PartitionsMax} partitions");
        }

        var partitions = await catalog.RefreshAsync(cancel);
        if (!partitions.TryGetValue(topic.Name, out var present))
        {
            await CreateAsync(topic, cancel);
            present = await AppearedAsync(topic, cancel);
        }

        if (present != topic.Partitions)
        {
            throw Refused(
                $"topic {options.Prefix}{topic.Name} has {present} partitions and must have {topic.Partitions}{TopicRules.AfterWrongCount(topic.Name)}");
        }

        await CheckSettingsAsync(topic, cancel);
    }

    private async Task CreateAsync(TopicSpec topic, CancellationToken cancel)
    {
        var name = options.Prefix + topic.Name;
        try
        {
            if (options.CreateTopic is { } create)
            {
                await create(topic with { Name = name });
                return;
            }

            if (!options.Administration)
            {
                throw Refused($"topic {name} is missing. {MakeIt(topic)}");
            }

            await control.CreateAsync(
                new TopicSpecification
                {
                    Name = name,
                    NumPartitions = topic.Partitions,
                    ReplicationFactor = options.ReplicationFactor ?? -1,
                    Configs = TopicRules.For(topic),
                },
                cancel);
        }
        catch (CreateTopicsException failure) when (failure.Results[0].Error.Code == ErrorCode.TopicAlreadyExists)
        {
            // Another process was first; the checks that follow judge what it made.
        }
        catch (KafkaException failure)
        {
            var error = failure is CreateTopicsException { Results: [var result, ..] } ? result.Error : failure.Error;
            var make = KafkaFault.IsUnsupported(error) || KafkaFault.IsRefused(error) ? $". {MakeIt(topic)}" : "";
            throw new LogException(KafkaFault.Of($"topic {name} cannot be created", error).Message + make, inner: failure);
        }
    }

    /// <summary>Asking again would find the topic as it is: a person has to change it.</summary>
    private static LogException Refused(string words) => new(words) { NeedsDecision = true };

    private static string MakeIt(TopicSpec topic) =>
        $"Make it with {topic.Partitions} partitions and {string.Join(", ", TopicRules.For(topic).Select(s => $"{s.Key}={s.Value}"))}";

    /// <summary>A new topic takes a moment until every broker knows it.</summary>
    private async Task<int> AppearedAsync(TopicSpec topic, CancellationToken cancel)
    {
        for (var began = options.Time.GetTimestamp(); options.Time.GetElapsedTime(began) < options.RequestTimeout;)
        {
            if ((await catalog.RefreshAsync(cancel)).TryGetValue(topic.Name, out var partitions))
            {
                return partitions;
            }

            await Task.Delay(LookEvery, options.Time, cancel);
        }

        throw new LogException($"topic {options.Prefix}{topic.Name} was created, but the brokers do not show it yet");
    }

    private async Task CheckSettingsAsync(TopicSpec topic, CancellationToken cancel)
    {
        IReadOnlyDictionary<string, string> settings;
        if (!options.Administration)
        {
            return;
        }

        try
        {
            settings = await control.SettingsAsync(options.Prefix + topic.Name, cancel);
        }
        catch (KafkaException failure)
        {
            var error = failure is DescribeConfigsException { Results: [var result, ..] } ? result.Error : failure.Error;
            if (!KafkaFault.IsUnsupported(error) && !KafkaFault.IsRefused(error))
            {
                throw KafkaFault.Of($"the settings of topic {options.Prefix}{topic.Name} cannot be read", error, inner: failure);
            }

            options.Notify($"the settings of topic {options.Prefix}{topic.Name} cannot be checked; it must have {TopicRules.Words(topic)}");
            return;
        }

        foreach (var fault in TopicRules.Faults(topic, settings))
        {
            var words = $"topic {options.Prefix}{topic.Name} {fault.Words}";
            if (!fault.IsForgetting || !options.MayForget(topic.Name))
            {
                throw Refused(words);
            }

            options.Notify(words);
        }
    }
}
