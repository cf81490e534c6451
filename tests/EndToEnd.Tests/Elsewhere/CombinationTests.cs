using System.Text.Json.Nodes;
using Sluice.Servers.Kafka;

namespace Sluice.EndToEnd.Tests.Elsewhere;

public sealed class CombinationTests(Servers servers) : SharedMarket(servers)
{
    private static readonly string[][] Lists =
    [
        ["show", "margin", "--all-columns"],
        ["show", "providers", "--all-columns"],
        ["show", "pending"],
        ["show", "rules", "--side", "client", "--versions"],
        ["show", "rules", "--side", "provider"],
        ["show", "dead-letters"],
        ["show", "lag"],
        ["fx", "status"],
    ];

    [Fact]
    public async Task The_main_job_gives_the_same_rows_wherever_store_and_log_are()
    {
        await SucceedAsync("generate", "--dir", "month", "--reports", "2000", "--seed", "11");

        var embedded = await MainJobAsync();
        await UseKafkaAsync();
        Variables["PAYMENT_DB_URI"] = "sqlite:second/sluice.db";
        var kafka = await MainJobAsync();
        await UsePostgresAsync();
        var postgres = await MainJobAsync();

        embedded[0].Length.ShouldBeGreaterThan(5_000);
        embedded.ShouldAllBe(list => list != "[]");
        for (var i = 0; i < Lists.Length; i++)
        {
            kafka[i].ShouldBe(embedded[i], string.Join(' ', Lists[i]));
            postgres[i].ShouldBe(embedded[i], string.Join(' ', Lists[i]));
        }
    }

    [Fact]
    public async Task A_corrected_dead_letter_counts_on_shared_books()
    {
        await UsePostgresAsync();
        await IngestReferenceAsync();
        await IngestReportsAsync(Harness.Records.Report(1), Harness.Records.Report(2, images: "-1"));
        await SucceedAsync("run", "--until-idle");
        (await CountedAsync()).ShouldBe(1);
        var letter = (await JsonAsync("dead-letters", "list")).Single();
        var id = $"reports:{letter.GetProperty("partition")}:{letter.GetProperty("offset")}";

        var missing = await RunAsync("dead-letters", "retry", "--id", "reports:0:99");
        var retried = await JsonAsync("dead-letters", "retry", "--id", id, "--payload", Write("corrected.json", Harness.Records.Report(2)));
        await SucceedAsync("run", "--until-idle");

        missing.ExitCode.ShouldBe(3, missing.Stderr);
        retried.Count.ShouldBe(1);
        (await CountedAsync()).ShouldBe(2);
        (await JsonAsync("show", "dead-letters")).Single().GetProperty("retried_at").GetString().ShouldNotBeNull();
    }

    [Fact]
    public async Task Demo_shows_its_month_from_shared_books_and_only_from_new_ones()
    {
        await UsePostgresAsync();
        string[] place = ["--db-uri", Variables["PAYMENT_DB_URI"], "--log", Variables["SLUICE_LOG"]];

        var demo = await SucceedAsync(["demo", .. place]);
        var again = await RunAsync(["demo", .. place]);

        demo.Stdout.ShouldContain("January 2026");
        again.ExitCode.ShouldBe(3, again.Stderr);
    }

    [Fact]
    public async Task Books_keep_the_log_they_were_begun_with()
    {
        await IngestReferenceAsync();
        await SucceedAsync("run", "--until-idle");
        await UseKafkaAsync();

        var refused = await RunAsync("run", "--until-idle");

        refused.ExitCode.ShouldBe(3, refused.Stderr);
        refused.Stderr.ShouldContain("--log=embedded, not kafka/");
    }

    [Fact]
    public async Task Dead_letters_of_one_log_are_not_appended_to_another()
    {
        await UseKafkaAsync();
        var own = Variables["SLUICE_LOG"];
        await IngestReportsAsync(Harness.Records.Report(1, images: "-1"));
        await SucceedAsync("run", "--until-idle");
        await UseKafkaAsync();

        var refused = await RunAsync("dead-letters", "retry");

        refused.ExitCode.ShouldBe(3, refused.Stderr);
        refused.Stderr.ShouldContain("begun with --log=kafka/");
        Variables["PAYMENT_DB_URI"] = "sqlite:second/sluice.db";
        await SucceedAsync("run", "--until-idle");
        (await JsonAsync("show", "dead-letters")).ShouldBeEmpty();
        Variables.Remove("PAYMENT_DB_URI");
        Variables["SLUICE_LOG"] = own;
        (await JsonAsync("dead-letters", "retry")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_log_without_the_topic_of_a_dead_letter_is_told_in_words()
    {
        using var elsewhere = await MockBroker.StartAsync();
        await UseKafkaAsync();
        var own = Variables["SLUICE_LOG"];
        await IngestReportsAsync(Harness.Records.Report(1, images: "-1"));
        await SucceedAsync("run", "--until-idle");
        Variables["SLUICE_LOG"] = own.Replace(Servers.Kafka.Brokers, elsewhere.Brokers, StringComparison.Ordinal);

        var refused = await RunAsync("dead-letters", "retry");

        refused.ExitCode.ShouldBe(3, refused.Stderr);
        refused.Stderr.ShouldContain("the log has no topic reports");
        Variables["SLUICE_LOG"] = own;
        (await JsonAsync("dead-letters", "retry")).Count.ShouldBe(1);
    }

    private async Task<string[]> MainJobAsync()
    {
        await SucceedAsync("ingest", "--dir", "month");
        await SucceedAsync("run", "--until-idle");
        var shown = new List<string>();
        foreach (var list in Lists)
        {
            var rows = await SucceedAsync([.. list, "--format", "json"]);
            shown.Add(Timeless(rows.Stdout));
        }

        return [.. shown];
    }

    /// <summary>Without what differs from run to run: when a letter was written, how often a shard was taken.</summary>
    private static string Timeless(string json)
    {
        var rows = JsonNode.Parse(json)!.AsArray();
        string[] passing = ["at", "epoch"];
        var removed = 0;
        foreach (var row in rows.OfType<JsonObject>())
        {
            removed += passing.Count(row.Remove);
        }

        return removed == 0 ? json : rows.ToJsonString();
    }
}
