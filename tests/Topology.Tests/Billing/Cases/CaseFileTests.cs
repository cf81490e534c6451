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

    [Fact]
    public void Every_rule_is_used_by_a_case()
    {
        foreach (var file in CaseFile.Names().Select(CaseFile.Open))
        {
            var used = file.Cases.SelectMany(row => (row.Optional("rules") ?? "").Split(", ")).ToHashSet(StringComparer.Ordinal);
            file.Rows("rule").Select(row => row["rule"]).Concat(file.Rows("pay rule").Select(row => row["pay rule"]))
                .Where(rule => !used.Contains(rule)).ShouldBeEmpty();
        }
    }
}
