using System.Text.Json;
using Sluice.Connectors.Tests.Fx;
using Sluice.EndToEnd.Tests.Harness;

namespace Sluice.EndToEnd.Tests.Fx;

public sealed class FxIngestTests : SmallMarket
{
    [SharedDataFact]
    public async Task The_published_history_is_in_the_log_once_though_it_is_ingested_twice()
    {
        var history = SharedDataFactAttribute.History!;

        var first = await RunAsync("ingest", "fx_rates", history, "--format", "json");
        var second = (await JsonAsync("ingest", "fx_rates", history)).Single();
        await SucceedAsync("run", "--until-idle");

        first.ExitCode.ShouldBe(0, first.Stderr);
        first.Stderr.ShouldContain("836 dates, 2023-01-02 to 2026-04-13; 25,010 rates to INR, 0 of them in the log already");
        first.Stderr.ShouldContain("left out, no currencies any more: CYP, EEK, HRK, LTL, LVL, MTL, ROL, SIT, SKK, TRL");
        JsonDocument.Parse(first.Stdout).RootElement[0].GetProperty("records").GetInt64().ShouldBe(25_010);
        second.GetProperty("records").GetInt64().ShouldBe(0);
        (await JsonAsync("show", "dead-letters")).ShouldBeEmpty();
        var dollar = (await JsonAsync("fx", "status")).Single(r => r.GetProperty("base").GetString() == "USD");
        dollar.ToString().ShouldContain("""
            "quote":"INR","date":"2026-04-13","rate":93.33019514,
            """.Trim());
        dollar.GetProperty("recorded_at").GetString().ShouldBe("2026-04-13T14:00:00Z");
    }

    [Fact]
    public async Task Folders_hold_rates_of_the_bank_or_records_as_they_stand()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "in")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "fx_rates.csv"), EcbSamples.History);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "fx_rates.jsonl"),
            """{"base":"SEK","quote":"INR","date":"2026-04-10","rate":9.5,"source":"TREASURY","recorded_at":"2026-04-10T10:00:00Z"}""");
        await SucceedAsync("ingest", "--dir", folder);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "fx_rates.csv"),
            "date,base,quote,rate,source,recorded_at\n2026-04-10,CHF,INR,118,TREASURY,2026-04-10T10:00:00Z\n");
        await SucceedAsync("ingest", "--dir", folder);
        await SucceedAsync("run", "--until-idle");

        (await JsonAsync("show", "dead-letters")).ShouldBeEmpty();
        (await RatesAsync()).ShouldBe(["CHF 2026-04-10 118", "EUR 2026-04-13 109.047", "JPY 2026-04-13 0.58391968", "SEK 2026-04-10 9.5", "USD 2026-04-13 93.33019514"]);
    }

    [Fact]
    public async Task Xml_and_archives_are_taken_and_dates_and_currencies_chosen()
    {
        var xml = Write("eurofxref-hist-90d.xml", EcbSamples.Xml(("2026-04-13", [("USD", "2"), ("INR", "180"), ("SEK", "10")])));
        var zip = Path.Combine(Folder, "eurofxref-hist.zip");
        await File.WriteAllBytesAsync(zip, EcbSamples.Zip(("eurofxref-hist.csv", EcbSamples.History)));

        (await JsonAsync("ingest", "fx_rates", xml, "--currency", "USD", "--currency", "SEK")).Single().GetProperty("records").GetInt64().ShouldBe(2);
        (await JsonAsync("ingest", "fx_rates", zip, "--from", "2026-04-10", "--currency", "JPY")).Single().GetProperty("records").GetInt64().ShouldBe(1);

        (await RatesAsync()).ShouldBe(["JPY 2026-04-13 0.58391968", "SEK 2026-04-13 18", "USD 2026-04-13 90"]);
    }

    [Fact]
    public async Task A_corrected_file_corrects_what_was_sent_and_the_old_one_changes_nothing_back()
    {
        var old = Write("old.csv", "Date,USD,INR,", "2026-04-10,2,180,");
        var corrected = Write("corrected.csv", "Date,USD,INR,", "2026-04-10,2,182,");
        await SucceedAsync("ingest", "fx_rates", old);

        var ingest = await SucceedAsync("ingest", "fx_rates", corrected);
        await SucceedAsync("ingest", "fx_rates", old);
        await SucceedAsync("ingest", "fx_rates", corrected);

        ingest.Stderr.ShouldContain("2 correct what the log has, such as EUR of 2026-04-10: 180 before, 182 now");
        (await RatesAsync()).ShouldBe(["EUR 2026-04-10 182", "USD 2026-04-10 91"]);
        await SucceedAsync("run", "--until-idle");
        (await JsonAsync("show", "lag")).First(r => r.GetProperty("topic").GetString() == "fx_rates").GetProperty("end").GetInt64().ShouldBe(4);
    }

    [Fact]
    public async Task Of_a_damaged_file_nothing_is_appended()
    {
        var path = Write("cut.csv", "Date,USD,INR,", "2026-04-13,2,180,", "2026-04-10,2,1x,");

        var ingest = await RunAsync("ingest", "fx_rates", path);

        ingest.ExitCode.ShouldBe(1);
        ingest.Stderr.ShouldBe($"sluice: {path}: line 3, column INR: \"1x\" is no rate: digits with a point at most, or N/A; nothing of it was appended\n");
        (await RatesAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ingest", "fx_rates", "rates.txt")]
    [InlineData("ingest", "fx_rates", "rates.csv", "--from", "13.04.2026")]
    [InlineData("ingest", "fx_rates", "rates.csv", "--currency", "usd")]
    [InlineData("ingest", "fx_rates", "own.jsonl", "--currency", "USD")]
    [InlineData("fx", "fetch", "--url", "ftp://127.0.0.1/rates")]
    [InlineData("fx", "fetch", "--from", "yesterday")]
    [InlineData("run", "--until-idle", "--fx-url", "rates")]
    [InlineData("run", "--until-idle", "--fx-every", "1")]
    [InlineData("run", "--until-idle", "--fx-every", "8d")]
    public async Task Misuse_ends_with_one_sentence_and_its_exit_code(params string[] args)
    {
        Write("rates.csv", EcbSamples.History);
        Write("own.jsonl", "{}");

        var finished = await RunAsync(args);

        finished.ExitCode.ShouldBe(2, finished.Stderr);
        finished.Stderr.ShouldStartWith("sluice: ");
        finished.Stdout.ShouldBeEmpty();
    }

    private async Task<string[]> RatesAsync() =>
        [.. (await JsonAsync("fx", "status")).Select(r => $"{r.GetProperty("base").GetString()} {r.GetProperty("date").GetString()} {r.GetProperty("rate").GetRawText()}")];
}
