using Sluice.EndToEnd.Tests.Harness;

namespace Sluice.EndToEnd.Tests;

public sealed class UsageTests : SmallMarket
{
    [Theory]
    [InlineData(2, "nonsense")]
    [InlineData(2, "ingest", "invoices", "x.jsonl")]
    [InlineData(2, "ingest", "reports", "missing.jsonl")]
    [InlineData(2, "ingest", "--dir", "missing")]
    [InlineData(2, "ingest")]
    [InlineData(2, "show", "margin", "--month", "2026-13")]
    [InlineData(2, "show", "margin", "--format", "xml")]
    [InlineData(2, "show", "margin", "--db-uri", "postgresql://localhost/books")]
    [InlineData(2, "run", "--log", "rabbit")]
    [InlineData(2, "price", "--rule", "missing.json", "--quantity", "1")]
    [InlineData(2, "match", "missing.csv", "missing.csv", "--on", "a:text")]
    [InlineData(2, "match", "missing.csv", "missing.csv")]
    [InlineData(2, "generate", "--dir", "d", "--reports", "-1")]
    [InlineData(2, "generate", "--dir", "d", "--jobs", "-1")]
    [InlineData(2, "generate", "--dir", "d", "--ledger", "easy")]
    [InlineData(2, "ingest", "jobs", "jobs.jsonl")]
    [InlineData(2, "dead-letters", "retry", "--payload", "x.json")]
    [InlineData(3, "dead-letters", "retry", "--id", "reports:0:0")]
    public async Task Misuse_ends_with_one_sentence_and_its_exit_code(int code, params string[] args)
    {
        var finished = await RunAsync(args);

        finished.ExitCode.ShouldBe(code, finished.Stderr);
        finished.Stdout.ShouldBeEmpty();
        finished.Stderr.ShouldStartWith("sluice: ");
        finished.Stderr.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("nonsense", "nonsense")]
    [InlineData("profit", "show", "profit")]
    [InlineData("profit", "help", "profit")]
    [InlineData("--clint", "show", "margin", "--clint", "C-1")]
    public async Task What_is_not_known_is_named(string unknown, params string[] args)
    {
        var finished = await RunAsync(args);

        finished.ExitCode.ShouldBe(2);
        finished.Stderr.ShouldStartWith($"sluice: \"{unknown}\" is not known here");
    }

    [Fact]
    public async Task Without_books_every_list_is_empty_and_nothing_is_made()
    {
        foreach (var list in new[] { "margin", "providers", "pending", "dead-letters", "lag" })
        {
            var shown = await SucceedAsync("show", list, "--format", "json");
            shown.Stdout.ShouldBe("[]\n");
        }

        (await SucceedAsync("show", "margin")).Stderr.ShouldContain("ingest");
        Directory.Exists(Path.Combine(Folder, "data")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_overview_lists_every_command()
    {
        var overview = (await SucceedAsync()).Stdout;

        foreach (var command in new[] { "demo", "generate", "ingest", "run", "show", "dead-letters", "price", "match", "doctor", "fx", "simulate", "bench" })
        {
            overview.ShouldContain(command);
        }
    }

    [Theory]
    [InlineData("show margin", "show", "margin", "--help")]
    [InlineData("show margin", "help", "show", "margin")]
    [InlineData("run", "help", "run")]
    public async Task Help_shows_the_command_as_it_is_typed(string command, params string[] args)
    {
        var help = await SucceedAsync(args);

        help.Stdout.ShouldContain($"./sluice {command} [options]");
        help.Stdout.ShouldContain("--format");
        help.Stdout.ShouldNotContain("Sluice.Cli");
    }

    [Fact]
    public async Task The_topology_is_rows_for_programs()
    {
        var edges = await JsonAsync("show", "topology");
        var csv = (await SucceedAsync("show", "topology", "--format", "csv")).Stdout.TrimEnd().Split('\n');

        edges.Single(e => e.GetProperty("kind").GetString() == "stream").ToString()
            .ShouldBe("""{"kind":"stream","from":"reports","to":"margin","key":"client_id"}""");
        edges.Single(e => e.GetProperty("kind").GetString() == "merge").GetProperty("to").GetString().ShouldBe("provider_summary");
        csv[0].ShouldBe("kind,from,to,key");
        csv.Length.ShouldBe(edges.Count + 1);
        csv.ShouldContain("rejected,margin,dead_letters,");
    }

    [Fact]
    public async Task Json_and_csv_carry_the_columns_of_the_contract_and_all_digits()
    {
        await IngestReferenceAsync();
        await IngestReportsAsync(Records.Report(1));
        await SucceedAsync("run", "--until-idle");

        var csv = (await SucceedAsync("show", "margin", "--format", "csv")).Stdout.Split('\n');
        csv[0].ShouldBe("month,client_id,reports,revenue,currency,revenue_inr,cogs_inr,margin_inr,margin_pct,status,version");
        csv[1].ShouldBe("2026-01,C-1,1,900,INR,900,300,600,66.67,open,1");
        var row = (await JsonAsync("show", "margin")).Single();
        row.EnumerateObject().Select(p => p.Name).ShouldBe(csv[0].Split(','));
        (await SucceedAsync("show", "margin")).Stdout.ShouldContain("Lakeside Clinic");
    }

    [Theory]
    [InlineData("SLUICE_TIME_ZONE", "America/New_York", "Asia/Kolkata")]
    [InlineData("SLUICE_BASE_CURRENCY", "USD", "INR")]
    public async Task Books_keep_the_settings_they_were_begun_with(string name, string other, string first)
    {
        await IngestReferenceAsync();
        await IngestReportsAsync(Records.Report(1));
        await SucceedAsync("run", "--until-idle");

        using var changed = SluiceProcess.StartWith(new() { [name] = other }, Folder, "run", "--until-idle");
        var refused = await changed.EndAsync();

        refused.ExitCode.ShouldBe(3, refused.Stderr);
        refused.Stderr.ShouldContain($"{name}={first}, not {other}");
        await SucceedAsync("run", "--until-idle");
    }

    [Fact]
    public async Task Doctor_passes_on_sound_books_and_fails_on_a_file_that_is_none()
    {
        await IngestReferenceAsync();
        var sound = await JsonAsync("doctor");
        var broken = await RunAsync("doctor", "--db-uri", $"sqlite:{Write("notes.db", new string('n', 5_000))}");

        sound.Count.ShouldBeGreaterThan(8);
        sound.ShouldNotContain(f => f.GetProperty("status").GetString() == "fail");
        broken.ExitCode.ShouldBe(1);
    }
}
