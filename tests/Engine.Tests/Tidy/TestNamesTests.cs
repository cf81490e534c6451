using Sluice.Engine.Tests.Tidy.Rules;
using Sluice.Engine.Tests.Tidy.Trees;

namespace Sluice.Engine.Tests.Tidy;

public class TestNamesTests
{
    [Fact]
    public void Every_test_is_named_by_a_sentence()
    {
        Repository.Tree.CSharp.Sum(f => TestNames.Tests(f).Count()).ShouldBeGreaterThan(200);
        TestNames.NoSentences(Repository.Tree).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Sum")]
    [InlineData("SumOfLines")]
    [InlineData("Sum_Of_Lines")]
    [InlineData("sum_of_lines")]
    [InlineData("Sum__of_lines")]
    public void A_name_that_is_no_sentence_is_found(string name)
    {
        string Sample(string attribute) => $"class A\n{{\n    [{attribute}]\n    public async Task {name}(int n)\n    {{\n    }}\n}}\n";
        foreach (string attribute in new[] { "Fact", "Theory", "RealDataFact", "Theory, InlineData(1)", "Fact(Skip = \"x\")" })
            TestNames.NoSentences(Tree.Of(("tests/A.cs", Sample(attribute)))).ShouldBe([$"tests/A.cs:3 {name}"]);
        TestNames.NoSentences(Tree.Of(("tests/A.cs", Sample("Obsolete")), ("ops/A.cs", Sample("Fact")))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Rerun_during_live_traffic_leaves_live_keys_untouched")]
    [InlineData("INR_figures_stay_null_without_a_rate")]
    [InlineData("Tier_1_counts")]
    public void A_sentence_passes(string name) => TestNames.IsSentence(name).ShouldBeTrue();
}
