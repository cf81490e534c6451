namespace Sluice.EndToEnd.Tests.Books;

public sealed class ShowBooksTests : ClosedBooks
{
    [Theory]
    [InlineData("invoices", "invoice_number,kind,party_type,party_id,month,currency,total,total_inr,fx_rate,issued_at,command_id,original_number")]
    [InlineData("total-due", "party_type,party_id,month,currency,invoiced,credited,total_due")]
    [InlineData("late", "topic,partition,offset,owner,record_id,month,kind,reason")]
    [InlineData("commands", "command_id,type,status,progress,reason,requested_by,issued_at,ended_at")]
    public async Task Lists_have_the_columns_of_the_contract(string list, string columns)
    {
        await CloseJanuaryAsync();

        (await SucceedAsync("show", list, "--format", "csv")).Stdout.Split('\n')[0].ShouldBe(columns);
        (await JsonAsync("show", list))[0].EnumerateObject().Select(p => p.Name).ShouldBe(columns.Split(','));
    }

    [Fact]
    public async Task Before_a_close_every_list_is_empty_and_says_how_to_fill_it()
    {
        await IngestReferenceAsync();

        foreach (var (list, words) in new[] { ("invoices", "./sluice close M"), ("total-due", "./sluice close M"), ("late", "no record is late"), ("commands", "no commands yet") })
        {
            (await SucceedAsync("show", list, "--format", "json")).Stdout.ShouldBe("[]\n");
            (await SucceedAsync("show", list)).Stderr.ShouldContain(words);
        }
    }

    [Fact]
    public async Task What_is_due_is_listed_by_party_and_filters_narrow_it()
    {
        await CloseJanuaryAsync();

        var due = await JsonAsync("show", "total-due");

        due.Select(r => $"{r.GetProperty("party_type")} {r.GetProperty("party_id")} {r.GetProperty("currency")} {r.GetProperty("invoiced")} {r.GetProperty("credited")} {r.GetProperty("total_due")}")
            .ShouldBe(["client C-1 INR 526000 6000 520000", "client C-2 USD 1234.5 0 1234.5", "provider P-1 KWD 12.5 0 12.5"]);
        (await JsonAsync("show", "total-due", "--client", "C-1")).Single().GetProperty("total_due").GetDecimal().ShouldBe(520_000m);
        (await JsonAsync("show", "total-due", "--party", "P-1")).Count.ShouldBe(1);
        (await JsonAsync("show", "total-due", "--client", "P-1")).ShouldBeEmpty();
        (await SucceedAsync("show", "total-due", "--client", "C-9", "--month", "2026-01")).Stderr.ShouldBe("nothing is due for month 2026-01, client C-9\n");
        (await SucceedAsync("show", "total-due")).Stdout.ShouldContain("5,20,000.00");
        (await JsonAsync("show", "invoices", "--month", "2026-01", "--client", "C-2")).Single().GetProperty("total_inr").GetDecimal().ShouldBe(98_760m);
        (await JsonAsync("show", "late", "--month", "2026-02")).ShouldBeEmpty();
        (await SucceedAsync("show", "late")).Stdout.ShouldContain("./sluice rerun M --include-late");
        (await SucceedAsync("show", "invoices", "--all-columns", "--format", "csv")).Stdout.Split('\n')[0].ShouldEndWith(",party,basis,prev_hash,hash");
        (await RunAsync("show", "invoices", "--client", "C-1", "--party", "P-1")).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task A_person_sees_how_far_a_command_is()
    {
        await CloseJanuaryAsync();

        var shown = (await SucceedAsync("show", "commands")).Stdout;

        shown.ShouldContain("12 of 40 blocks");
        shown.ShouldContain("3 documents");
        shown.ShouldContain("asha");
    }
}
