namespace Sluice.EndToEnd.Tests.Books;

public sealed class ShowInvoiceTests : ClosedBooks
{
    [Fact]
    public async Task A_person_sees_the_document_as_one_would_write_it()
    {
        await CloseJanuaryAsync();
        Variables["SLUICE_COMPANY_NAME"] = "Sluice Radiology";
        Variables["SLUICE_COMPANY_ADDRESS"] = "4 Residency Road\\nBengaluru";

        (await SucceedAsync("show", "invoice", "INV-2601-000001")).Stdout.ShouldBe(
            """
            Invoice  INV-2601-000001

            from    Sluice Radiology
                    4 Residency Road
                    Bengaluru
            to      Lakeside Clinic (C-1)
                    12 Lake Road
                    Kochi
            for     January 2026
            issued  2 February 2026

            description                units  unit price   amount INR
            Reports 1–100 at 900.00      100      900.00    90,000.00
            Reports 101–500 at 850.00    400      850.00  3,40,000.00
            Reports 501–620 at 800.00    120      800.00    96,000.00
            ─────────────────────────────────────────────────────────
            total                                         5,26,000.00

            credit note     issued      posted   reason          amount INR
            CN-2602-000001  2026-02-04  2026-02  tier 3 at 750    -6,000.00
            ───────────────────────────────────────────────────────────────
            total due                                           5,20,000.00

            """);
        (await SucceedAsync("show", "invoice", "INV-2601-000002")).Stdout.ShouldContain("equals 98,760.00 INR at 1 USD = 80 INR");
        var statement = (await SucceedAsync("show", "invoice", "SUP-2601-000001")).Stdout;
        statement.ShouldStartWith("Supplementary statement  SUP-2601-000001");
        statement.ShouldContain("adds to  PAY-2601-000009");
        statement.ShouldContain("no exchange rate was known");
    }

    [Fact]
    public async Task A_program_gets_row_lines_notes_and_what_is_due()
    {
        await CloseJanuaryAsync();

        var document = (await JsonAsync("show", "invoice", "INV-2601-000001")).Single();

        document.GetProperty("total").GetDecimal().ShouldBe(526_000m);
        document.GetProperty("party").GetProperty("name").GetString().ShouldBe("Lakeside Clinic");
        document.GetProperty("lines").EnumerateArray().Sum(l => l.GetProperty("amount").GetDecimal()).ShouldBe(526_000m);
        document.GetProperty("lines")[0].GetProperty("description").GetString().ShouldBe("Reports 1–100 at 900.00");
        document.GetProperty("credit_notes").EnumerateArray().Single().GetProperty("credit_note_number").GetString().ShouldBe("CN-2602-000001");
        document.GetProperty("total_due").GetDecimal().ShouldBe(520_000m);
        document.TryGetProperty("hash", out _).ShouldBeFalse();
        (await SucceedAsync("show", "invoice", "INV-2601-000001", "--format", "csv")).Stdout.TrimEnd().Split('\n').Length.ShouldBe(4);
    }

    [Fact]
    public async Task A_page_is_written_to_the_file_and_stdout_stays_empty()
    {
        await CloseJanuaryAsync();
        var file = Path.Combine(Folder, "out", "invoice.html");

        var written = await SucceedAsync("show", "invoice", "INV-2601-000001", "--html", file);

        written.Stdout.ShouldBeEmpty();
        written.Stderr.ShouldContain("SLUICE_COMPANY_NAME");
        (await File.ReadAllTextAsync(file)).ShouldContain("Lakeside Clinic");
        (await RunAsync("show", "invoice", "INV-2601-000001", "--html", Folder)).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task An_unknown_number_is_refused_and_names_the_list()
    {
        var refused = await RunAsync("show", "invoice", "INV-9", "--format", "json");

        (refused.ExitCode, refused.Stdout).ShouldBe((3, ""));
        refused.Stderr.ShouldBe("sluice: there is no document INV-9: ./sluice show invoices lists them\n");
    }
}
