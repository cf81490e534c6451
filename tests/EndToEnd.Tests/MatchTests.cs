using System.Text.Json;
using Sluice.EndToEnd.Tests.Harness;

namespace Sluice.EndToEnd.Tests;

public sealed class MatchTests : Sandbox
{
    private const string Header = "id, site , date, amount";

    [Fact]
    public async Task Two_files_are_paired_and_judged_by_the_gold_file()
    {
        var (left, right) = Files();
        var gold = Write("gold.csv", "left,right", " a1 , b2", "a2,b1", "a3,b3");
        var target = Path.Combine(Folder, "pairs.csv");

        var result = await MatchAsync(left, right, "--on", "site:text", "date:date", "amount:amount", "--gold", gold, "--out", target);

        result.GetProperty("pairs").GetInt32().ShouldBe(2);
        result.GetProperty("precision").GetDouble().ShouldBe(1);
        result.GetProperty("recall").GetDouble().ShouldBe(2.0 / 3);
        result.GetProperty("f1").GetDouble().ShouldBe(0.8);
        var lines = await File.ReadAllLinesAsync(target);
        lines[0].ShouldBe("left_id,right_id,score");
        lines[1..].Select(l => l[..5]).ShouldBe(["a1,b2", "a2,b1"]);
        lines[1..].Select(l => decimal.Parse(l[6..])).ShouldAllBe(score => score > 0.5m && score <= 1);
    }

    [Fact]
    public async Task Without_a_gold_file_the_judgements_are_null()
    {
        var (left, right) = Files();
        var result = await MatchAsync(left, right, "--on", "site:text,date:date,amount:amount");
        result.EnumerateObject().Select(p => (p.Name, p.Value.ValueKind)).ShouldBe(
            [("pairs", JsonValueKind.Number), ("precision", JsonValueKind.Null), ("recall", JsonValueKind.Null), ("f1", JsonValueKind.Null)]);
    }

    [Fact]
    public async Task One_file_against_itself_gives_each_unordered_pair_once()
    {
        var file = Write("one.csv", Header,
            "a, Lakeside Clinic, 2026-01-05, 900", "b, lakeside clinic, 2026-01-05, 900", "c, LAKESIDE  CLINIC, 05.01.2026, 900.00",
            "d, Harbour Hospital, 2026-01-09, 1250.50", "e, Valley Imaging, 2026-01-20, 77", "f, Northern Labs, 2026-01-28, 31");
        var gold = Write("gold.csv", "x,y", "b,a", "a,c", "c,b", "a,b");

        var result = await MatchAsync(file, Path.Combine(Folder, ".", "one.csv"), "--on", "site:text", "date:date", "amount:amount", "--gold", gold);
        var pairs = await SucceedAsync("match", file, file, "--on", "site:text", "date:date", "amount:amount", "--format", "csv");

        (result.GetProperty("pairs").GetInt32(), result.GetProperty("f1").GetDouble()).ShouldBe((3, 1.0));
        pairs.Stdout.TrimEnd().Split('\n')[1..].Select(l => l[..3]).ShouldBe(["a,b", "a,c", "b,c"]);
    }

    [Theory]
    [InlineData(2, "no column \"place\"", "place:text", "a,x,2026-01-01,1")]
    [InlineData(2, "the kind \"money\"", "site:money", "a,x,2026-01-01,1")]
    [InlineData(2, "twice", "site:text,site:id", "a,x,2026-01-01,1")]
    [InlineData(2, "is not COLUMN:KIND", "site", "a,x,2026-01-01,1")]
    [InlineData(1, "line 3: the id \"a\"", "site:text", "a,x,2026-01-01,1", "a,y,2026-01-01,1")]
    [InlineData(1, "line 2: the id", "site:text", ",x,2026-01-01,1")]
    [InlineData(1, "line 2: column \"date\": \"soon\" is not a date", "date:date", "a,x,soon,1")]
    [InlineData(1, "line 2: column \"amount\": \"1O\" is not an amount", "amount:amount", "a,x,2026-01-01,1O")]
    [InlineData(1, "line 3: it has 3 values, and the header 4", "site:text", "a,x,2026-01-01,1", "b,x,2026-01-01")]
    public async Task A_fault_is_named_by_file_line_column_and_value(int code, string sentence, string on, params string[] rows)
    {
        var file = Write("left.csv", [Header, .. rows]);

        var finished = await RunAsync("match", file, Write("right.csv", Header, "b,x,2026-01-01,1"), "--on", on);

        finished.ExitCode.ShouldBe(code, finished.Stderr);
        finished.Stdout.ShouldBeEmpty();
        finished.Stderr.ShouldStartWith("sluice: ");
        finished.Stderr.ShouldContain(sentence);
        if (code == 1)
        {
            finished.Stderr.ShouldContain("left.csv, line ");
        }
    }

    [Fact]
    public async Task Files_that_are_none_are_named()
    {
        var good = Write("good.csv", Header, "a,x,2026-01-01,1");
        var empty = Write("empty.csv");
        var binary = Path.Combine(Folder, "binary.csv");
        await File.WriteAllBytesAsync(binary, [0x69, 0x64, 0x2C, 0xFF, 0xFE, 0x0A]);

        await FailsAsync(2, "there is no file", good, Path.Combine(Folder, "absent.csv"));
        await FailsAsync(2, "is a folder", Folder, good);
        await FailsAsync(1, "is empty", good, empty);
        await FailsAsync(1, "UTF-8", good, binary);
        await FailsAsync(1, "line 2: column \"y\": no record has the id \"z\"", good, good, "--gold", Write("gold.csv", "x,y", "a,z"));
        await FailsAsync(1, "paired with itself", good, good, "--gold", Write("self.csv", "x,y", "a,a"));
        await FailsAsync(2, "would overwrite", good, good, "--out", good);
    }

    private async Task FailsAsync(int code, string sentence, string left, string right, params string[] more)
    {
        var finished = await RunAsync(["match", left, right, "--on", "site:text", .. more]);
        finished.ExitCode.ShouldBe(code, finished.Stderr);
        finished.Stderr.ShouldContain(sentence);
    }

    private async Task<JsonElement> MatchAsync(string left, string right, params string[] more) =>
        JsonDocument.Parse((await SucceedAsync(["match", left, right, .. more, "--format", "json"])).Stdout).RootElement;

    private (string Left, string Right) Files() => (
        Write("left.csv", Header, "a1, Lakeside Clinic, 2026-01-05, 900", "a2, Harbour Hospital , 2026-01-09, 1250.50", "a3,Valley Imaging,2026-01-20,77"),
        Write("right.csv", Header, "b1,harbour hospitl,10/01/2026,\"1,250.50\"", "b2,LAKESIDE CLINIC,2026-01-05,900.00", "b3,Northern Labs,2026-01-28,31"));
}
