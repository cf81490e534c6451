namespace Sluice.Topology.Tests.Billing.Cases.Tables;

public class MarkdownTablesTests
{
    private const string Text = """
        # Title

        | case | total |
        |---|---|
        | A-1 | 5 |
        | A-2 | – |

        | rule | tiers |
        |---|---|
        | R | 1; 2<br>3 |

        Some words.

        | case | what | total |
        |---|---|---|
        | A-3 | | 7 |
        """;

    [Fact]
    public void Tables_of_one_kind_are_read_together()
    {
        var rows = MarkdownTables.Rows(Text, "case");
        rows.Select(row => row["case"]).ShouldBe(["A-1", "A-2", "A-3"]);
        rows.Select(row => row.Optional("total")).ShouldBe(["5", null, "7"]);
        rows.Select(row => row.Line).ShouldBe([5, 6, 16]);
        MarkdownTables.Rows(Text, "rule").ShouldHaveSingleItem().List("tiers").ShouldBe(["1", "2", "3"]);
    }

    [Fact]
    public void An_empty_cell_is_named_with_its_line() =>
        Should.Throw<FormatException>(() => MarkdownTables.Rows(Text, "case")[2]["what"]).Message.ShouldBe("line 16 leaves \"what\" empty");

    [Theory]
    [InlineData("| case | total |\n| A-1 | 5 |")]
    [InlineData("| case | total |\n|---|---|\n| A-1 | 5 | 6 |")]
    [InlineData("| case | total |\n|---|---|\n| A-1 |")]
    [InlineData("| case | total |\n|---|---|\n| A-1 | 5")]
    [InlineData("| case | total |")]
    public void A_broken_table_is_refused(string text) => Should.Throw<FormatException>(() => MarkdownTables.Rows(text, "case"));
}
