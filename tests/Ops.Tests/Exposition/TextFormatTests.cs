using Sluice.Metrics.Exposition;

namespace Sluice.Ops.Tests.Exposition;

public class TextFormatTests
{
    [Theory]
    [InlineData("commits_total", "commits_total")]
    [InlineData("http.server-time", "http_server_time")]
    [InlineData("9lives", "_9lives")]
    [InlineData("größe", "gr__e")]
    [InlineData("", "_")]
    public void A_name_holds_only_what_names_may(string name, string written) => TextFormat.Name(name).ShouldBe(written);

    [Fact]
    public void A_value_escapes_backslash_quote_and_line_feed() => TextFormat.Value("C:\\\"x\"\nnext ₹").ShouldBe("C:\\\\\\\"x\\\"\\nnext ₹");

    [Fact]
    public void Help_leaves_quotes_as_they_are() => TextFormat.Help("a \"b\" \\ c\nd").ShouldBe("a \"b\" \\\\ c\\nd");

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1e-7, "1E-07")]
    [InlineData(300, "300")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(double.NaN, "NaN")]
    public void A_number_is_written_exactly(double value, string written) => TextFormat.Number(value).ShouldBe(written);

    [Fact]
    public void Labels_stand_in_the_order_of_their_names()
    {
        TextFormat.Labels([new("topic", "reports"), new("shard", 3), new("none", null)]).ShouldBe("{none=\"\",shard=\"3\",topic=\"reports\"}");
        TextFormat.Labels([]).ShouldBe("");
    }

    [Fact]
    public void The_bound_of_a_bucket_stands_last() =>
        TextFormat.Labels([new("zone", "a")], ("le", "0.5")).ShouldBe("{zone=\"a\",le=\"0.5\"}");

    [Fact]
    public void Labels_whose_names_fall_together_share_one() =>
        TextFormat.Labels([new("a.b", "1"), new("a_b", "2")]).ShouldBe("{a_b=\"1;2\"}");
}
