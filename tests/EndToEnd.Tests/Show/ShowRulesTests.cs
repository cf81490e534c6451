using System.Text.Json;
using Sluice.EndToEnd.Tests.Harness;

namespace Sluice.EndToEnd.Tests.Show;

public sealed class ShowRulesTests : ShowMarket
{
    private const string Columns =
        "rule_id,recorded_at,client_id,modality,contract_type,tier_mode,tiers,package_size,surcharges,flat_fee,included_reports,minimum_charge,currency,limits,effective_from,effective_to";

    [Fact]
    public async Task A_rule_is_shown_as_it_counts_now_or_counted_then_or_in_every_version()
    {
        await IngestReferenceAsync();
        await IngestAsync(
            "client_pricing_rules",
            Rule("CR-1", "C-1", "INR", "2026-01-05T09:30:00+05:30", "777"),
            Rule("CR-1", "C-1", "INR", "2026-01-05T04:00:00Z", "555"));
        await ProcessAsync();

        // Of two versions recorded at one instant the greater text counts.
        (await PricesAsync()).ShouldBe(["777"]);
        (await PricesAsync("--as-of", "2026-01-05T04:00:00Z")).ShouldBe(["777"]);
        (await PricesAsync("--as-of", "2026-01-05T09:29:59.9999999+05:30")).ShouldBe(["900,850,800"]);
        (await PricesAsync("--as-of", "2024-12-31T00:00:00Z")).ShouldBeEmpty();
        (await PricesAsync("--versions")).ShouldBe(["900,850,800", "555", "777"]);
        (await PricesAsync("--versions", "--as-of", "2025-06-01T00:00:00Z")).ShouldBe(["900,850,800"]);
    }

    [Fact]
    public async Task A_date_leaves_the_rules_in_effect_on_it_both_ends_included()
    {
        await IngestReferenceAsync();
        await IngestAsync("client_pricing_rules", Rule("CR-2", "C-1", "INR", more: "\"effective_to\":\"2025-03-31\","));
        await ProcessAsync();

        (await IdsAsync("--on", "2024-12-31")).ShouldBeEmpty();
        (await IdsAsync("--on", "2025-01-01")).ShouldBe(["CR-1", "CR-2"]);
        (await IdsAsync("--on", "2025-03-31")).ShouldBe(["CR-1", "CR-2"]);
        (await IdsAsync("--on", "2025-04-01")).ShouldBe(["CR-1"]);
    }

    [Fact]
    public async Task A_rule_that_has_moved_to_another_client_is_no_longer_one_of_the_first()
    {
        await IngestReferenceAsync();
        await IngestAsync("client_pricing_rules", Rule("CR-1", "C-2", "INR", "2026-01-05T00:00:00Z"));
        await ProcessAsync();

        (await JsonAsync("show", "rules", "--client", "C-1")).ShouldBeEmpty();
        (await JsonAsync("show", "rules", "--client", "C-1", "--as-of", "2026-01-04T00:00:00Z")).Count.ShouldBe(1);
        (await JsonAsync("show", "rules", "--client", "C-1", "--versions")).Count.ShouldBe(1);
        (await JsonAsync("show", "rules", "--client", "C-2")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Programs_get_the_columns_of_the_table_and_the_others_on_request()
    {
        await IngestReferenceAsync();
        await ProcessAsync();

        var csv = (await SucceedAsync("show", "rules", "--client", "C-1", "--format", "csv")).Stdout.Split('\n');
        var all = (await JsonAsync("show", "rules", "--client", "C-1", "--all-columns")).Single();
        var provider = (await JsonAsync("show", "rules", "--side", "provider")).Single();

        csv[0].ShouldBe(Columns);
        csv[1].ShouldStartWith("CR-1,2025-01-01T00:00:00Z,C-1,*,PER_REPORT,graduated,");
        all.EnumerateObject().Select(p => p.Name).Except(["digest", "record"]).ShouldBe(Columns.Split(','));
        JsonDocument.Parse(all.GetProperty("record").GetString()!).RootElement.GetProperty("rule_id").GetString().ShouldBe("CR-1");
        provider.EnumerateObject().Select(p => p.Name)
            .ShouldBe(["rule_id", "recorded_at", "match", "fee", "currency", "surcharges", "extra_images", "effective_from", "effective_to"]);
    }

    [Fact]
    public async Task People_see_both_sides_in_words()
    {
        await IngestReferenceAsync();
        await IngestAsync("clients", Client("C-2", "KWD"));
        await IngestAsync(
            "client_pricing_rules",
            Rule("CR-2", "C-2", "KWD", price: "7.125", more: "\"flat_fee\":1500,\"included_reports\":20,\"surcharges\":{\"STAT\":2.5},\"limits\":{\"max_reports_per_day\":50},\"effective_to\":\"2026-12-31\",")
                .Replace("PER_REPORT", "SUBSCRIPTION", StringComparison.Ordinal));
        await IngestAsync(
            "provider_pricing_rules",
            """{"rule_id":"PR-2","match":{"provider_id":"P-1","modality":"MR","priority":"STAT"},"fee":9.5,"currency":"EUR","extra_images":{"over":100,"fee":0.25},"effective_from":"2025-01-01","recorded_at":"2025-01-01T00:00:00Z"}""");
        await ProcessAsync();

        var table = string.Join('\n', await TableAsync("show", "rules"));

        table.ShouldContain("graduated: 100 at 900, 400 at 850, then 800");
        table.ShouldContain("subscription 1,500 a month for 20 reports; beyond, 7.125 a report; STAT +2.500; at most 50 reports a day");
        table.ShouldContain("2025-01-01 – 2026-12-31");
        table.ShouldContain("Lakeside Clinic");
        table.ShouldContain("MR, STAT");
        table.ShouldContain("9.50 a report; 0.25 an image over 100");
        table.ShouldContain("all reports");
        table.IndexOf("what clients pay", StringComparison.Ordinal).ShouldBeLessThan(table.IndexOf("what providers are paid", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("yesterday", "--as-of", "yesterday")]
    [InlineData("2026-01-05", "--as-of", "2026-01-05")]
    [InlineData("2026-02-30", "--on", "2026-02-30")]
    [InlineData("both", "--side", "both")]
    [InlineData("P-1", "--side", "client", "--provider", "P-1")]
    [InlineData("--side client", "--format", "json")]
    [InlineData("--side client", "--format", "csv", "--client", "C-1", "--provider", "P-1")]
    public async Task Misuse_names_the_value(string named, params string[] args)
    {
        var finished = await RunAsync(["show", "rules", .. args]);

        finished.ExitCode.ShouldBe(2, finished.Stderr);
        finished.Stdout.ShouldBeEmpty();
        finished.Stderr.ShouldContain(named);
    }

    [Fact]
    public async Task An_empty_price_book_says_what_to_do_and_a_filter_without_hits_what_was_sought()
    {
        (await SucceedAsync("show", "rules")).Stderr.ShouldContain("ingest client_pricing_rules");
        await IngestReferenceAsync();
        await ProcessAsync();

        (await SucceedAsync("show", "rules", "--client", "C-9")).Stderr.ShouldBe("no client rules for client C-9\n");
        (await SucceedAsync("show", "rules", "--provider", "P-9", "--on", "2026-01-01")).Stderr
            .ShouldBe("no provider rules for provider P-9 in effect on 2026-01-01\n");
        (await SucceedAsync("show", "rules", "--side", "client", "--as-of", "2024-01-01T05:30:00+05:30")).Stderr
            .ShouldBe("no client rules known at 2024-01-01T00:00:00Z\n");
    }

    private async Task<string[]> PricesAsync(params string[] args) =>
    [
        .. (await JsonAsync(["show", "rules", "--client", "C-1", .. args])).Select(row => string.Join(',', JsonDocument
            .Parse(row.GetProperty("tiers").GetString()!).RootElement.EnumerateArray().Select(t => t.GetProperty("unit_price").GetRawText()))),
    ];

    private async Task<string?[]> IdsAsync(params string[] args) =>
        [.. (await JsonAsync(["show", "rules", "--side", "client", .. args])).Select(row => row.GetProperty("rule_id").GetString())];
}
