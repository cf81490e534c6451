using System.Text.Json;
using Sluice.EndToEnd.Tests.Harness;

namespace Sluice.EndToEnd.Tests.Show;

public sealed class ShowFiguresTests : ShowMarket
{
    [Fact]
    public async Task Months_begin_in_the_business_time_zone_and_stand_in_order()
    {
        await IngestReferenceAsync();
        await IngestReportsAsync(
            ReportAt(1, "2026-02-28T18:30:00Z"), ReportAt(2, "2026-01-31T18:29:59Z"), ReportAt(3, "2026-01-31T18:30:00Z"), ReportAt(4, "2025-12-31T18:30:00Z"));
        await ProcessAsync();

        var rows = await JsonAsync("show", "margin");
        var february = (await JsonAsync("show", "margin", "--month", "2026-02")).Single();
        var table = await TableAsync("show", "margin");

        rows.Select(r => $"{r.GetProperty("month")} {r.GetProperty("reports")}").ShouldBe(["2026-01 2", "2026-02 1", "2026-03 1"]);
        february.GetProperty("reports").GetInt64().ShouldBe(1);
        table[0].ShouldBe("months are those of Asia/Kolkata");
        table[^1].ShouldStartWith("total");
        (await TableAsync("show", "margin", "--month", "2026-02"))[0].ShouldBe("2026-02 in Asia/Kolkata");
        (await TableAsync("show", "providers"))[0].ShouldBe(table[0]);
    }

    [Fact]
    public async Task The_zone_and_currency_shown_are_those_that_the_books_were_begun_with()
    {
        await IngestReferenceAsync();
        await IngestReportsAsync(Records.Report(1));
        await ProcessAsync();

        using var elsewhere = SluiceProcess.StartWith(
            new() { ["SLUICE_TIME_ZONE"] = "America/New_York", ["SLUICE_BASE_CURRENCY"] = "USD" }, Folder, "show", "margin");
        var shown = await elsewhere.EndAsync();

        shown.Stdout.ShouldStartWith("months are those of Asia/Kolkata\n");
        shown.Stdout.ShouldContain("revenue INR");
    }

    [Fact]
    public async Task A_filter_without_hits_names_what_was_sought()
    {
        await IngestReferenceAsync();
        await IngestReportsAsync(Records.Report(1));
        (await SucceedAsync("show", "margin", "--month", "2026-02")).Stderr.ShouldContain("no rows yet: ./sluice ingest");
        await ProcessAsync();

        (await SucceedAsync("show", "margin", "--month", "2026-02")).Stderr.ShouldBe("no rows for month 2026-02\n");
        (await SucceedAsync("show", "margin", "--month", "2026-01", "--client", "C-9")).Stderr.ShouldBe("no rows for month 2026-01, client C-9\n");
        (await SucceedAsync("show", "providers", "--provider", "P-9")).Stderr.ShouldBe("no rows for provider P-9\n");
        (await SucceedAsync("show", "margin", "--month", "2026-02", "--format", "json")).Stdout.ShouldBe("[]\n");
    }

    [Fact]
    public async Task Columns_on_request_are_shown_to_those_who_ask()
    {
        await IngestReferenceAsync();
        await IngestReportsAsync(Records.Report(1));
        await ProcessAsync();

        foreach (var list in new[] { "margin", "providers" })
        {
            (await JsonAsync("show", list)).Single().TryGetProperty("reference", out _).ShouldBeFalse();
            (await SucceedAsync("show", list)).Stdout.ShouldNotContain("reference");
            var row = (await JsonAsync("show", list, "--all-columns")).Single();
            JsonDocument.Parse(row.GetProperty("reference").GetString()!).RootElement.GetProperty("client_pricing_rules/0").GetInt64().ShouldBe(1);
            (await SucceedAsync("show", list, "--all-columns")).Stdout.ShouldContain("client_pricing_rules/0: 1");
            (await SucceedAsync("show", list, "--all-columns", "--format", "csv")).Stdout.Split('\n')[0].ShouldEndWith(",version,reference");
        }
    }

    [Fact]
    public async Task Figures_that_wait_for_a_rate_name_the_currency_and_the_months()
    {
        await IngestReferenceAsync();
        await IngestAsync("clients", Client("C-2", "USD"), Client("C-3", "KWD", "\"fx_policy\":\"average\","));
        await IngestAsync("client_pricing_rules", Rule("CR-2", "C-2", "USD"), Rule("CR-3", "C-3", "KWD"));
        await IngestAsync("fx_rates", Rate("USD", "2026-01-31", "90"), Rate("KWD", "2025-12-30", "290"));
        await IngestReportsAsync(
            ReportAt(1, "2026-01-10T10:00:00Z", "C-2"), ReportAt(2, "2026-03-10T10:00:00Z", "C-2"), ReportAt(3, "2026-01-10T10:00:00Z", "C-3"), Records.Report(4));
        await ProcessAsync();

        var shown = await SucceedAsync("show", "margin");

        shown.Stderr.ShouldBe(
            "no rate of KWD in 2026-01 (for the average, dated in the month); of USD in 2026-03: figures in INR that need one stay empty until it comes "
            + "(./sluice fx fetch --from 2025-12-25 or ./sluice ingest fx_rates FILE, then ./sluice run)\n");
        shown.Stdout.TrimEnd().Split('\n')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["total", "3", "4", "–", "1,200.00", "–", "–"]);
        (await SucceedAsync("show", "margin", "--client", "C-1")).Stderr.ShouldBeEmpty();
        (await SucceedAsync("show", "margin", "--format", "csv")).Stderr.ShouldBeEmpty();
        (await SucceedAsync("show", "providers")).Stderr.ShouldBeEmpty();

        await IngestAsync("fx_rates", Rate("USD", "2026-03-02", "91"), Rate("KWD", "2026-01-02", "291"));
        (await SucceedAsync("show", "margin")).Stderr.ShouldContain("have arrived since");
        await ProcessAsync();
        (await SucceedAsync("show", "margin")).Stderr.ShouldBeEmpty();
    }

    [Fact]
    public async Task Costs_that_wait_for_a_rate_name_the_providers_currency()
    {
        await IngestReferenceAsync();
        await IngestAsync("provider_pricing_rules", Records.ProviderRule.Replace("INR", "EUR", StringComparison.Ordinal).Replace("2025-01-01T", "2025-02-01T", StringComparison.Ordinal));
        await IngestReportsAsync(Records.Report(1));
        await ProcessAsync();

        (await SucceedAsync("show", "margin")).Stderr.ShouldStartWith("no rate of EUR in 2026-01: ");
        (await SucceedAsync("show", "providers")).Stderr.ShouldStartWith("no rate of EUR in 2026-01: ");
    }
}
