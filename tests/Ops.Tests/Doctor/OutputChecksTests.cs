using Sluice.Cli.Doctor;
using Sluice.Engine.Outputs;
using Sluice.Ops.Tests.Reading;

namespace Sluice.Ops.Tests.Doctor;

public sealed class OutputChecksTests
{
    [Fact]
    public async Task Nothing_owed_is_well() =>
        (await OutputChecks.UnsentAsync(new FakeBooks(), CancellationToken.None)).Verdict.ShouldBe(Verdict.Ok);

    [Fact]
    public async Task A_topic_that_refuses_is_named_with_what_it_is_owed_and_why()
    {
        var since = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);
        var books = new FakeBooks
        {
            Rows = new()
            {
                [EngineTables.UnsentMessages.Name] =
                [
                    ["margin_summary", "a", 1200L, since.AddHours(1), "no right", Array.Empty<byte>()],
                    ["margin_summary", "b", 34L, since, "no right to the topic", Array.Empty<byte>()],
                ],
            },
        };
        var found = await OutputChecks.UnsentAsync(books, CancellationToken.None);
        found.Verdict.ShouldBe(Verdict.Warn);
        found.Found.ShouldBe("margin_summary is owed 1,234 rows since 2026-02-03 04:05:06Z: no right to the topic");
    }
}
