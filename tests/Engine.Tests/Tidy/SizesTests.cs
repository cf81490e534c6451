using Sluice.Engine.Tests.Tidy.Rules;
using Sluice.Engine.Tests.Tidy.Trees;

namespace Sluice.Engine.Tests.Tidy;

public class SizesTests
{
    [Fact]
    public void No_file_is_above_the_limit() => Sizes.LongFiles(Repository.Tree).ShouldBeEmpty();

    [Fact]
    public void Few_files_are_long() => Sizes.TooManyLongish(Repository.Tree).ShouldBeEmpty();

    [Fact]
    public void The_median_file_is_short()
    {
        Repository.Tree.CSharp.Count().ShouldBeGreaterThan(200);
        Sizes.MedianLines(Repository.Tree).ShouldBeInRange(10, Sizes.MedianLinesMax);
    }

    [Fact]
    public void No_method_is_above_the_limit() => Sizes.LongMethods(Repository.Tree).ShouldBeEmpty();

    [Fact]
    public void A_file_above_the_limit_is_found()
    {
        var tree = Tree.Of(("a.cs", Lines(Sizes.FileLinesMax)), ("b.cs", Lines(Sizes.FileLinesMax + 1)), ("c.md", Lines(999)));
        Sizes.LongFiles(tree).ShouldBe([$"b.cs has {Sizes.FileLinesMax + 1} lines"]);
    }

    [Fact]
    public void Many_long_files_are_found()
    {
        (string, string)[] files = [.. Enumerable.Range(0, 39).Select(n => ($"{n}.cs", Lines(10))), ("x.cs", Lines(Sizes.FewLines + 1))];
        Sizes.TooManyLongish(Tree.Of(files)).ShouldBeEmpty();
        Sizes.TooManyLongish(Tree.Of([.. files, ("y.cs", Lines(300)), ("z.cs", Lines(310))]))
            .ShouldBe(["z.cs has 310 lines", "y.cs has 300 lines", "x.cs has 251 lines"]);
    }

    [Fact]
    public void The_median_is_the_middle_file() =>
        Sizes.MedianLines(Tree.Of(("a.cs", Lines(1)), ("b.cs", Lines(90)), ("c.cs", Lines(80)))).ShouldBe(80);

    [Theory]
    [InlineData("int Count(int a = 1)\n{\n", "}\n")]
    [InlineData("public Sample(string text)\n    : base(text)\n{\n", "}\n")]
    [InlineData("static int Sum(int a) =>\n    Math.Max(a,\n", "a);\n")]
    [InlineData("int Size\n{ get {\n", "} }\n")]
    [InlineData("public static bool operator ==(Sample a, Sample b)\n{\n", "}\n")]
    public void A_method_above_the_limit_is_found(string head, string tail)
    {
        string Sample(int lines) =>
            $"namespace A;\n/// <summary>A {{ brace.</summary>\nclass Sample<T> where T : class\n{{\n    private string _text = \"{{\";\n{head}"
            + Lines(lines - head.Count(c => c == '\n') - 1) + tail + "\n    void Short() { }\n}\n";
        Sizes.LongMethods(Tree.Of(("a.cs", Sample(Sizes.MethodLinesMax)))).ShouldBeEmpty();
        Sizes.LongMethods(Tree.Of(("a.cs", Sample(Sizes.MethodLinesMax + 1)))).ShouldHaveSingleItem().ShouldStartWith("a.cs:6 ");
    }

    [Fact]
    public void A_table_of_values_is_no_method() =>
        Sizes.LongMethods(Tree.Of(("a.cs", "class A\n{\n    static readonly (int, int)[] Table =\n    [\n" + Lines(200) + "    ];\n}\n"))).ShouldBeEmpty();

    private static string Lines(int count) => string.Concat(Enumerable.Repeat("        // text\n", count));
}
