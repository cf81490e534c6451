using Sluice.Engine.Tests.Tidy.Trees;

namespace Sluice.Engine.Tests.Tidy;

public class CodeTextTests
{
    [Theory]
    [InlineData("a(); // lock (x)", "a();")]
    [InlineData("a /* lock\n (x) */ (1);", "a\n(1);")]
    [InlineData("#if lock\na();", "\na();")]
    [InlineData("a(\"x \\\" lock\", 1);", "a(,1);")]
    [InlineData("a('\"', 1, '\\'');", "a(,1,);")]
    [InlineData("a(@\"c:\\\", 1);", "a(,1);")]
    [InlineData("a(@\"say \"\"lock\"\" \", 1);", "a(,1);")]
    [InlineData("a($\"{b(\"}\")} lock {{\", 1);", "a(,1);")]
    [InlineData("a($@\"\"\"{b}\"\" lock\", 1);", "a(,1);")]
    [InlineData("a(\"\"\"\n \"lock\" {\n \"\"\", 1);", "a(\n\n,1);")]
    [InlineData("a($$\"\"\"{ {{b}} \"\" \"\"\", 1);", "a(,1);")]
    [InlineData("a(@event, 1);", "a(@event,1);")]
    [InlineData("a(\"\", 1);", "a(,1);")]
    public void Comments_and_strings_are_blanked_and_lines_kept(string text, string code)
    {
        CodeText.Of(text).Length.ShouldBe(text.Length);
        CodeText.Of(text).Replace(" ", "", StringComparison.Ordinal).ShouldBe(code);
    }

    [Fact]
    public void Members_carry_their_names_attributes_and_lines()
    {
        const string Text = """
            namespace A
            {
                record struct Pair(int A, int B);
                class Sample
                {
                    int _field = 3;
                    int Size { get; } = 5;
                    [Theory]
                    [InlineData(new[] { 1 }, Skip = "x")]
                    public async Task Runs_well(int a = 2)
                    {
                        var b = new { a };
                    }
                    int Pick(int a) => a switch { 1 => 2, _ => 3 };
                    class Inner { void Deep() { } }
                    void Last<T>() where T : class { }
                }
            }
            """;
        Member[] members = Members.Of(new SourceFile("a.cs", Text)).ToArray();
        members.Select(m => m.Name).ShouldBe(["Pair", "Size", "Runs_well", "Pick", "Deep", "Last"]);
        Member runs = members.Single(m => m.Name == "Runs_well");
        (runs.FirstLine, runs.Lines).ShouldBe((8, 6));
        runs.Attributes.ShouldContain("Theory");
    }
}
