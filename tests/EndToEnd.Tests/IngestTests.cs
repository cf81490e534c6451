using System.Text;
using Sluice.EndToEnd.Tests.Harness;

namespace Sluice.EndToEnd.Tests;

public sealed class IngestTests : SmallMarket
{
    [Fact]
    public async Task Byte_order_mark_blank_lines_carriage_returns_and_a_missing_last_line_end_are_no_faults()
    {
        await IngestReferenceAsync();
        var path = Path.Combine(Folder, "odd.jsonl");
        var text = $"{Records.Report(1)}\r\n\r\n   \n{Records.Report(2)}\n{Records.Report(3)}";
        await File.WriteAllBytesAsync(path, [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)]);

        var rows = await JsonAsync("ingest", "reports", path);
        await SucceedAsync("run", "--until-idle");

        rows.Single().GetProperty("records").GetInt64().ShouldBe(3);
        (await CountedAsync()).ShouldBe(3);
        (await JsonAsync("show", "dead-letters")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Csv_rows_count_as_their_json_would()
    {
        await IngestReferenceAsync();
        var path = Write(
            "reports.csv",
            "report_id,client_id,provider_id,modality,priority,images,completed_at,revision",
            "R-1,C-1,P-1,CT,ROUTINE,3,2026-01-15T10:00:00+05:30,",
            "\"R-2\",C-1,P-1,CT,ROUTINE,three,2026-01-15T10:00:00+05:30,1");
        await SucceedAsync("ingest", "reports", path);
        await SucceedAsync("run", "--until-idle");

        (await CountedAsync()).ShouldBe(1);
        (await JsonAsync("show", "dead-letters")).Single().GetProperty("value").GetString().ShouldBe("three");
    }

    [Fact]
    public async Task Folders_are_taken_reference_data_first_and_other_files_are_named()
    {
        await SucceedAsync("generate", "--dir", "month", "--reports", "500", "--seed", "5");

        var ingest = await SucceedAsync("ingest", "--dir", "month", "--format", "csv");

        ingest.Stderr.ShouldContain("skipped: jobs.jsonl, ledger.jsonl, truth.jsonl");
        ingest.Stdout.Split('\n')[1].ShouldStartWith("clients,");
        ingest.Stdout.TrimEnd().Split('\n')[^2].ShouldStartWith("aliases,");
        ingest.Stdout.TrimEnd().Split('\n')[^1].ShouldStartWith("reports,");
    }

    [Fact]
    public async Task Months_without_jobs_have_no_files_of_them()
    {
        await SucceedAsync("generate", "--dir", "month", "--reports", "50", "--jobs", "0");

        Directory.EnumerateFiles(Path.Combine(Folder, "month")).Select(path => Path.GetFileName(path))
            .ShouldNotContain(name => name == "jobs.jsonl" || name == "ledger.jsonl" || name == "aliases.jsonl");
    }

    [Fact]
    public async Task Aliases_are_taken_as_csv_and_a_bad_one_is_a_dead_letter()
    {
        var path = Write(
            "aliases.csv",
            "kind,from,to,recorded_at",
            "site,St. Mary's,Saint Mary Hospital,2026-01-01T00:00:00Z",
            "site,Saint Mary Hospital,St Marys,2026-01-01T00:00:00Z",
            "city,Pune,Poona,2026-01-01T00:00:00Z");
        await SucceedAsync("ingest", "aliases", path);
        var run = await SucceedAsync("run", "--until-idle");

        run.Stderr.ShouldContain("aliases of site lead in a circle, saint mary hospital -> st marys -> saint mary hospital: all of them stand for saint mary hospital");
        var letter = (await JsonAsync("show", "dead-letters")).Single();
        letter.GetProperty("topic").GetString().ShouldBe("aliases");
        letter.GetProperty("reason").GetString().ShouldBe("kind must be one of site, service_type, but is \"city\"");
    }

    [Theory]
    [InlineData(5 << 20)]
    [InlineData(6 << 20)]
    [InlineData(17 << 20)]
    public async Task A_line_longer_than_the_log_takes_becomes_one_dead_letter_and_ends_nothing(int bytes)
    {
        await IngestReferenceAsync();
        var path = Write("long.jsonl", Records.Report(1), new string('x', bytes), Records.Report(2));

        var ingest = await SucceedAsync("ingest", "reports", path);
        await SucceedAsync("run", "--until-idle");

        ingest.Stderr.ShouldContain($"line 2 has {bytes} bytes");
        (await CountedAsync()).ShouldBe(2);
        (await JsonAsync("show", "dead-letters")).Single().GetProperty("reason").GetString()!.ShouldContain("at most 1048576");
    }

    [Fact]
    public async Task A_csv_row_larger_than_the_log_takes_becomes_one_dead_letter_and_ends_nothing()
    {
        await IngestReferenceAsync();
        var path = Write(
            "reports.csv",
            "report_id,client_id,provider_id,modality,priority,images,completed_at",
            "R-1,C-1,P-1,CT,ROUTINE,3,2026-01-15T10:00:00+05:30",
            $"{new string('x', 6 << 20)},C-1,P-1,CT,ROUTINE,3,2026-01-15T10:00:00+05:30",
            "R-2,C-1,P-1,CT,ROUTINE,3,2026-01-15T10:00:00+05:30");

        var ingest = await SucceedAsync("ingest", "reports", path);
        await SucceedAsync("run", "--until-idle");

        ingest.Stderr.ShouldContain("the row at line 3");
        (await CountedAsync()).ShouldBe(2);
        (await JsonAsync("show", "dead-letters")).Single().GetProperty("reason").GetString()!.ShouldContain("at most 1048576");
    }
}
