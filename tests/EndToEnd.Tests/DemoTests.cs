using Sluice.EndToEnd.Tests.Harness;

namespace Sluice.EndToEnd.Tests;

public sealed class DemoTests : Sandbox
{
    [Fact]
    public async Task Demo_shows_a_month_of_margin_and_where_to_look_next()
    {
        var demo = await SucceedAsync("demo", "--seed", "3");

        demo.Stdout.ShouldContain("January 2026");
        demo.Stdout.ShouldContain("Dead letters");
        demo.Stdout.ShouldContain("./sluice show margin");
        string[] story = ["2026-01 cannot be closed", "closed 2026-01 for", "A price falls, after the close", "1 account differs, 1 document written", "Where an amount comes from", "Where to look next"];
        story.Select(words => demo.Stdout.IndexOf(words, StringComparison.Ordinal)).ShouldBeInOrder();
        demo.Stdout.ShouldContain(story[0]);
        demo.Stdout.ShouldNotContain("\u001b");
        var margin = await JsonAsync("show", "margin", "--db-uri", "sqlite:data/demo/sluice.db");
        margin.Sum(r => r.GetProperty("reports").GetInt64()).ShouldBe(20_000);
        (await SucceedAsync("verify", "--db-uri", "sqlite:data/demo/sluice.db")).Stdout.ShouldNotContain("✗");
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_books_and_another_seed_others()
    {
        var first = await SucceedAsync("demo", "--seed", "3", "--format", "csv");
        var again = await SucceedAsync("demo", "--seed", "3", "--format", "csv");
        var other = await SucceedAsync("demo", "--seed", "4", "--format", "csv");

        again.Stdout.ShouldBe(first.Stdout);
        other.Stdout.ShouldNotBe(first.Stdout);
    }

    [Fact]
    public async Task Demo_does_not_touch_books_that_exist()
    {
        await SucceedAsync("demo", "--db-uri", "sqlite:mine.db");
        var before = await File.ReadAllBytesAsync(Path.Combine(Folder, "mine.db"));

        (await RunAsync("demo", "--db-uri", "sqlite:mine.db", "--seed", "9")).ExitCode.ShouldBe(3);

        (await File.ReadAllBytesAsync(Path.Combine(Folder, "mine.db"))).ShouldBe(before);
    }
}
