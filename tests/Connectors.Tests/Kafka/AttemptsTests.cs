using Confluent.Kafka;
using Sluice.Connectors.Kafka;
using Sluice.Connectors.Kafka.Clients;

namespace Sluice.Connectors.Tests.Kafka;

public sealed class AttemptsTests
{
    [Fact]
    public async Task What_passes_soon_is_asked_again()
    {
        var asked = 0;
        (await RunAsync(TimeSpan.FromMinutes(1), () => ++asked < 4 ? throw Refused(ErrorCode.NotLeaderForPartition) : asked)).ShouldBe(4);
    }

    [Fact]
    public async Task What_does_not_pass_in_time_is_given_up()
    {
        var asked = 0;
        var refused = await Should.ThrowAsync<KafkaException>(() => RunAsync(TimeSpan.FromSeconds(2), () => ++asked > 0 ? throw Refused(ErrorCode.LeaderNotAvailable) : asked));
        refused.Error.Code.ShouldBe(ErrorCode.LeaderNotAvailable);
        asked.ShouldBeInRange(2, 20);
    }

    [Theory]
    [InlineData(ErrorCode.TopicAuthorizationFailed)]
    [InlineData(ErrorCode.Local_TimedOut)]
    [InlineData(ErrorCode.OffsetOutOfRange)]
    public async Task What_does_not_pass_by_itself_is_asked_once(ErrorCode code)
    {
        var asked = 0;
        await Should.ThrowAsync<KafkaException>(() => RunAsync(TimeSpan.FromMinutes(1), () => ++asked > 0 ? throw Refused(code) : asked));
        asked.ShouldBe(1);
    }

    private static Task<int> RunAsync(TimeSpan patience, Func<int> ask) =>
        new Attempts(new KafkaOptions { Brokers = "none", RequestTimeout = patience }).RunAsync(() => Task.Run(ask), CancellationToken.None);

    private static KafkaException Refused(ErrorCode code) => new(new Error(code));
}
