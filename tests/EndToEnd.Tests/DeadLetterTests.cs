using Sluice.EndToEnd.Tests.Harness;

namespace Sluice.EndToEnd.Tests;

public sealed class DeadLetterTests : SmallMarket
{
    [Fact]
    public async Task Malformed_lines_become_dead_letters_with_field_and_value_and_stop_nothing()
    {
        await IngestReferenceAsync();
        await IngestReportsAsync(
            Records.Report(1),
            Records.Report(2, images: "-4"),
            "{\"report_id\":",
            Records.Report(3, images: "NaN"),
            Records.Report(4).Replace("2026-01-15", "2026-02-30", StringComparison.Ordinal),
            Records.Report(5),
            new string('x', (1 << 20) + 1));
        await SucceedAsync("run", "--until-idle");

        (await CountedAsync()).ShouldBe(2);
        var letters = await JsonAsync("show", "dead-letters");
        letters.Count.ShouldBe(5);
        var negative = letters.Single(l => l.GetProperty("payload").GetString()!.Contains("\"R-2\"", StringComparison.Ordinal));
        negative.GetProperty("field").GetString().ShouldBe("images");
        negative.GetProperty("value").GetString().ShouldBe("-4");
        letters.Count(l => l.GetProperty("field").GetString() == "completed_at").ShouldBe(1);
        letters.ShouldContain(l => l.GetProperty("payload").GetString()!.Length > 1 << 20);
    }

    [Fact]
    public async Task A_corrected_record_takes_the_place_of_its_dead_letter_once()
    {
        await IngestReferenceAsync();
        await IngestReportsAsync(Records.Report(1), Records.Report(2, images: "-4"));
        await SucceedAsync("run", "--until-idle");
        var letter = (await JsonAsync("dead-letters", "list")).Single();
        var id = $"reports:{letter.GetProperty("partition")}:{letter.GetProperty("offset")}";
        var corrected = Write("corrected.json", Records.Report(2, images: "4"));

        (await JsonAsync("dead-letters", "retry", "--id", id, "--payload", corrected)).Count.ShouldBe(1);
        (await JsonAsync("dead-letters", "retry")).Count.ShouldBe(0);
        await SucceedAsync("run", "--until-idle");

        (await CountedAsync()).ShouldBe(2);
        var after = (await JsonAsync("show", "dead-letters")).Single();
        after.GetProperty("retried_at").GetString().ShouldNotBeNull();
    }

    [Fact]
    public async Task Retry_of_what_is_still_wrong_makes_a_new_dead_letter_each_once()
    {
        await IngestReferenceAsync();
        await IngestReportsAsync(Records.Report(1, images: "-1"), Records.Report(2, images: "-2"));
        await SucceedAsync("run", "--until-idle");

        (await JsonAsync("dead-letters", "retry", "--topic", "reports")).Count.ShouldBe(2);
        await SucceedAsync("run", "--until-idle");

        var letters = await JsonAsync("show", "dead-letters");
        letters.Count.ShouldBe(4);
        letters.Count(l => l.GetProperty("retried_at").GetString() is not null).ShouldBe(2);
    }

    [Fact]
    public async Task Retry_goes_through_the_process_that_runs_the_engine()
    {
        await IngestReferenceAsync();
        await IngestReportsAsync(Records.Report(1), Records.Report(2, images: "-4"));
        using var run = Start("run");
        await Wait.UntilAsync(async () => (await JsonAsync("show", "dead-letters")).Count == 1, "the letter of the running engine");
        var letter = (await JsonAsync("show", "dead-letters")).Single();
        var id = $"reports:{letter.GetProperty("partition")}:{letter.GetProperty("offset")}";

        await SucceedAsync("dead-letters", "retry", "--id", id, "--payload", Write("corrected.json", Records.Report(2)));

        await Wait.UntilAsync(async () => await CountedAsync() == 2, "the corrected report in the running engine");
        (await run.InterruptAsync()).ExitCode.ShouldBe(0);
    }
}
