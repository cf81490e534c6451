namespace Sluice.EndToEnd.Tests.Books;

public sealed class ClosePackTests : ClosedBooks
{
    [Fact]
    public async Task A_pack_holds_the_month_and_sums_that_hold()
    {
        await CloseJanuaryAsync();

        var files = await JsonAsync("report", "close", "2026-01");

        var folder = Path.Combine(Folder, "close-pack-2026-01");
        var there = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal).ToList();
        files.Select(f => f.GetProperty("file").GetString()!).Order(StringComparer.Ordinal).ShouldBe(there);
        foreach (var file in new[] { "index.html", "documents.csv", "lines.csv", "credit-notes.csv", "reruns.csv", "commands.csv", "total-due.csv", "month-status.csv", "chain-heads.csv", "late.csv", "documents/INV-2601-000001.html" })
        {
            there.ShouldContain(file);
        }

        var sums = (await File.ReadAllLinesAsync(Path.Combine(folder, "SHA256SUMS"))).Select(l => l.Split("  ")).ToDictionary(l => l[1], l => l[0]);
        sums.Keys.Order(StringComparer.Ordinal).ShouldBe(there.Where(f => f != "SHA256SUMS"));
        foreach (var (file, sum) in sums)
        {
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(folder, file)))).ShouldBe(sum);
        }
    }

    [Fact]
    public async Task The_first_page_links_every_part_and_says_what_there_is_nothing_of()
    {
        await CloseJanuaryAsync();
        await SucceedAsync("report", "close", "2026-01", "--out", "pack");
        var folder = Path.Combine(Folder, "pack");

        var page = await File.ReadAllTextAsync(Path.Combine(folder, "index.html"));

        foreach (var file in Directory.GetFiles(folder, "*.csv").Select(f => Path.GetFileName(f)).Append("SHA256SUMS").Append("documents/SUP-2601-000001.html"))
        {
            page.ShouldContain($"href=\"{file}\"");
        }

        page.ShouldContain("Close of January 2026");
        page.ShouldContain("₹5,20,000.00");
        page.ShouldContain("The audit log has nothing of the month.");
        page.ShouldContain("No comparison of jobs with the ledger is recorded");
        File.Exists(Path.Combine(folder, "audit.csv")).ShouldBeFalse();
        (await File.ReadAllTextAsync(Path.Combine(folder, "documents.csv"))).ShouldNotContain("Lake Road");
    }

    [Fact]
    public async Task The_same_books_give_the_same_pack()
    {
        await CloseJanuaryAsync();

        var first = (await SucceedAsync("report", "close", "2026-01", "--out", "a", "--format", "csv")).Stdout;
        var second = (await SucceedAsync("report", "close", "2026-01", "--out", "b", "--format", "csv")).Stdout;

        second.ShouldBe(first);
    }

    [Fact]
    public async Task A_folder_in_use_and_a_month_that_is_open_are_refused()
    {
        await CloseJanuaryAsync();
        await SucceedAsync("report", "close", "2026-01", "--out", "pack");

        var again = await RunAsync("report", "close", "2026-01", "--out", "pack");
        var open = await RunAsync("report", "close", "2026-02");

        (again.ExitCode, open.ExitCode).ShouldBe((3, 3));
        again.Stderr.ShouldContain("pack holds something already");
        open.Stderr.ShouldBe("sluice: 2026-02 is not closed for anybody: ./sluice close 2026-02\n");
        Directory.Exists(Path.Combine(Folder, "close-pack-2026-02")).ShouldBeFalse();
    }
}
