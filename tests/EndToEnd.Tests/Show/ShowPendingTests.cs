using Sluice.EndToEnd.Tests.Harness;

namespace Sluice.EndToEnd.Tests.Show;

public sealed class ShowPendingTests : ShowMarket
{
    [Fact]
    public async Task Kinds_are_told_apart_and_each_can_be_listed_alone()
    {
        await IngestReferenceAsync();
        await IngestAsync("clients", Client("C-2", "INR"));
        await IngestAsync("client_pricing_rules", Rule("CR-2", "C-2", "INR", more: "\"limits\":{\"max_images_per_report\":5},"));
        await IngestReportsAsync(
            Records.Report(1, client: "C-9"), Records.Report(2, images: "6", client: "C-2"), Records.Report(3), Records.Report(3, images: "4"), Records.Report(4));
        await ProcessAsync();

        (await RecordsAsync()).Order(StringComparer.Ordinal).ShouldBe(["R-1", "R-2", "R-3", "R-3"]);
        (await RecordsAsync("--kind", "pending")).ShouldBe(["R-1"]);
        (await RecordsAsync("--kind", "held")).ShouldBe(["R-2"]);
        (await RecordsAsync("--kind", "conflict")).ShouldBe(["R-3", "R-3"]);
        (await RecordsAsync("--kind", "quarantined")).ShouldBeEmpty();
        (await RecordsAsync("--kind", "held", "--client", "C-1")).ShouldBeEmpty();
        var held = (await SucceedAsync("show", "pending", "--kind", "held")).Stdout;
        held.ShouldContain("6 images exceed max_images_per_report 5 of rule CR-2");
        held.ShouldContain("1 held: beyond a limit of the client's contract");
    }

    [Fact]
    public async Task What_does_not_wait_is_said_in_the_words_of_the_filter()
    {
        await IngestReferenceAsync();
        await IngestReportsAsync(Records.Report(1));
        await ProcessAsync();

        (await SucceedAsync("show", "pending")).Stderr.ShouldBe("no record is pending\n");
        (await SucceedAsync("show", "pending", "--kind", "held", "--month", "2026-02")).Stderr.ShouldBe("no record is held for month 2026-02\n");
        (await SucceedAsync("show", "pending", "--kind", "conflict", "--client", "C-1")).Stderr.ShouldBe("no record is in conflict for client C-1\n");
        var unknown = await RunAsync("show", "pending", "--kind", "late");
        unknown.ExitCode.ShouldBe(2);
        unknown.Stderr.ShouldContain("--kind \"late\" is not known");
    }

    private async Task<string?[]> RecordsAsync(params string[] args) =>
        [.. (await JsonAsync(["show", "pending", .. args])).Select(row => row.GetProperty("record_id").GetString())];
}
