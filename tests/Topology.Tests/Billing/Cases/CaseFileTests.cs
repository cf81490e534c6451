using Sluice.Topology.Tests.Billing.Cases.Tables;

namespace Sluice.Topology.Tests.Billing.Cases;

/// <summary>A table that is not read must not pass for one that holds.</summary>
public class CaseFileTests
{
    private static readonly Dictionary<string, int> s_cases = new(StringComparer.Ordinal)
    {
        ["README.md"] = 0,
        ["per-report.md"] = 81,
        ["subscription.md"] = 67,
        ["minimum-guarantee.md"] = 60,
        ["months.md"] = 68,
        ["providers.md"] = 55,
        ["fx.md"] = 43,
        ["holds.md"] = 30,
    };

    [Fact]
    public void Every_file_is_read_and_every_case_of_it() =>
        CaseFile.Names().Select(name => (name, CaseFile.Open(name).Cases.Count))
            .ShouldBe(s_cases.Select(file => (file.Key, file.Value)), ignoreOrder: true);

    [Fact]
    public void Every_line_that_looks_like_a_case_is_one() =>
        CaseFile.Names().Select(name => (name, CaseFile.Open(name).CaseLines))
            .ShouldBe(s_cases.Select(file => (file.Key, file.Value)), ignoreOrder: true);

    [Fact]
    public void No_two_cases_share_a_name() =>
        CaseFile.Names().SelectMany(name => CaseFile.Open(name).Cases).Select(row => row["case"]).ShouldBeUnique();

    [Theory]
    [InlineData("rule", "rules")]
    [InlineData("pay rule", "pay rules")]
    [InlineData("provider", "providers")]
    [InlineData("rate", "rates")]
    public void What_the_tables_define_a_case_uses(string what, string column)
    {
        foreach (var file in CaseFile.Names().Select(CaseFile.Open))
        {
            var used = file.Cases.SelectMany(row => (row.Optional(column) ?? "").Split(", ")).ToHashSet(StringComparer.Ordinal);
            file.Rows(what).Select(row => row[what]).Where(name => !used.Contains(name)).ShouldBeEmpty();
        }
    }
}
