using System.Text;
using Sluice.Engine.Outputs;

namespace Sluice.Engine.Tests.Outputs;

public class OriginTests
{
    [Theory]
    [InlineData("0:5")]
    [InlineData("0:6,2:9,4095:9223372036854775807")]
    [InlineData("-1:7,0:6")]
    public void An_origin_reads_back_as_it_was_written(string text) => Of(text).ToString().ShouldBe(text);

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("0:")]
    [InlineData("0:-1")]
    [InlineData("0:1,")]
    public void What_is_no_origin_is_refused(string text) => Should.Throw<FormatException>(() => Of(text));

    [Theory]
    [InlineData("0:5", "0:6", "0:6")]
    [InlineData("0:6", "0:5", "0:6")]
    [InlineData("0:5", "2:9", "0:5,2:9")]
    [InlineData("0:5,2:9", "0:7,1:1,2:8", "0:7,1:1,2:9")]
    public void Two_together_have_the_last_commit_of_each_shard(string one, string other, string both)
    {
        Of(one).And(Of(other)).ToString().ShouldBe(both);
        Of(other).And(Of(one)).ToString().ShouldBe(both);
        Of(one).And(null).ToString().ShouldBe(one);
    }

    [Theory]
    [InlineData("0:5", null, true)]
    [InlineData("0:5", "0:5", false)]
    [InlineData("0:4", "0:5", false)]
    [InlineData("0:6", "0:5", true)]
    [InlineData("2:1", "0:5", true)]
    [InlineData("0:5", "0:5,2:9", false)]
    [InlineData("0:5,2:10", "0:6,2:9", true)]
    public void A_message_tells_more_where_it_has_a_commit_that_is_not_known(string message, string? known, bool more) =>
        Of(message).TellsMoreThan(known is null ? null : Of(known)).ShouldBe(more);

    [Fact]
    public void Messages_are_ordered_shard_by_shard()
    {
        string[] ordered = ["2:2", "2:9", "1:1,2:1", "0:4", "0:5", "0:5,2:9", "0:5,1:1", "0:6,2:1"];
        ordered.Reverse().Select(Of).Order(Origin.Order).Select(o => o.ToString()).ShouldBe(ordered);
    }

    private static Origin Of(string text) => Origin.Parse(Encoding.UTF8.GetBytes(text));
}
