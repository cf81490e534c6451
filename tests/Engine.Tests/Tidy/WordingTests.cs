using System.Reflection;
using Sluice.Engine.Telemetry;
using Sluice.Engine.Tests.Tidy.Rules;
using Sluice.Engine.Tests.Tidy.Trees;

namespace Sluice.Engine.Tests.Tidy;

public class WordingTests
{
    [Fact]
    public void No_work_is_left_unfinished() => Wording.UnfinishedWork(Repository.Tree).ShouldBeEmpty();

    [Fact]
    public void No_file_names_a_path_of_one_machine() => Wording.MachinePaths(Repository.Tree).ShouldBeEmpty();

    [Fact]
    public void Metric_names_stand_in_one_file() => Wording.StrayMetricNames(Repository.Tree).ShouldBeEmpty();

    [Fact]
    public void Metric_names_differ_and_are_well_formed()
    {
        string[] names = typeof(MetricNames).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.Name != nameof(MetricNames.Meter)).Select(f => (string)f.GetRawConstantValue()!).ToArray();
        names.Length.ShouldBeGreaterThan(5);
        names.ShouldBeUnique();
        names.ShouldAllBe(n => n.StartsWith("sluice" + "_") && n.All(c => char.IsAsciiLetterLower(c) || c == '_'));
        Repository.Tree.Files.ShouldContain(f => f.Path == Wording.MetricFile);
    }

    [Fact]
    public void Every_limit_gives_its_reason()
    {
        Repository.Tree.Files.ShouldContain(f => f.Path == "engine/Limits.cs");
        Wording.SilentLimits(Repository.Tree).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("// TO", "DO: later")]
    [InlineData("# FIX", "ME")]
    [InlineData("throw new NotImpl", "ementedException();")]
    public void Unfinished_work_is_found(string start, string end) =>
        Wording.UnfinishedWork(Tree.Of(("a.md", start + end), ("b.md", "what to do: nothing"))).ShouldBe([$"a.md:1 {start}{end}"]);

    [Theory]
    [InlineData("see /ho", "me/ann/x")]
    [InlineData("(/wo", "rk/x)")]
    [InlineData("\"/Us", "ers/ann\"")]
    [InlineData(@"C:\Us", @"ers\ann")]
    public void A_path_of_one_machine_is_found(string start, string end) =>
        Wording.MachinePaths(Tree.Of(("a.md", start + end), ("b.md", "https://x.org/home/y, docs/home/z, /homework"))).ShouldBe([$"a.md:1 {start}{end}"]);

    [Fact]
    public void A_stray_metric_name_is_found()
    {
        string line = "var name = \"sluice" + "_x\";";
        Wording.StrayMetricNames(Tree.Of((Wording.MetricFile, line), ("ops/A.cs", line))).ShouldBe([$"ops/A.cs:1 {line}"]);
    }

    [Fact]
    public void A_limit_without_a_reason_is_found()
    {
        const string Text = "/// <summary>Why.</summary>\npublic const int A = 1;\n\npublic const int B = 2;\n";
        Wording.SilentLimits(Tree.Of(("engine/Limits.cs", Text), ("engine/Other.cs", Text))).ShouldBe(["engine/Limits.cs:4 public const int B = 2;"]);
    }
}
