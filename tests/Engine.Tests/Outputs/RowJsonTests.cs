using System.Text;
using Sluice.Engine.Outputs;
using Sluice.Engine.Testing.Compliance;

namespace Sluice.Engine.Tests.Outputs;

public class RowJsonTests
{
    [Fact]
    public void Every_type_is_written_without_loss()
    {
        object?[] row = ["i\"d", "₹ é", long.MinValue, 100.50m, Int128.MaxValue, new DateTimeOffset(2026, 1, 31, 23, 59, 59, TimeSpan.FromHours(5.5)).AddTicks(10), new byte[] { 0, 255 }];

        Encoding.UTF8.GetString(RowJson.Row(StoreTestData.Everything, row)).ShouldBe(
            """{"id":"i\"d","text":"₹ é","number":-9223372036854775808,"amount":100.50,"sum":"170141183460469231731687303715884105727","at":"2026-01-31T18:29:59.000001Z","raw":"AP8="}""");
    }

    [Fact]
    public void A_row_too_long_for_a_message_leaves_its_bytes_out_and_shortens_its_texts()
    {
        object?[] row = ["id", new string('₹', 400_000), 1L, 2m, Int128.One, DateTimeOffset.UnixEpoch, new byte[1000]];
        Encoding.UTF8.GetString(RowJson.Message(StoreTestData.Everything, row)).ShouldBe(
            $$"""{"id":"id","text":"{{new string('₹', Limits.MessageTextMax)}}…","number":1,"amount":2,"sum":"1","at":"1970-01-01T00:00:00Z","raw":null}""");
        row[1] = "short";
        RowJson.Message(StoreTestData.Everything, row).ShouldBe(RowJson.Row(StoreTestData.Everything, row));
    }

    [Fact]
    public void What_is_empty_is_null() =>
        Encoding.UTF8.GetString(RowJson.Row(StoreTestData.Partials, ["2026-01", 4L, null])).ShouldBe("""{"month":"2026-01","party":4,"total":null}""");

    [Fact]
    public void One_text_is_a_key_as_it_is_and_several_values_are_an_array()
    {
        Encoding.UTF8.GetString(RowJson.Key(StoreTestData.Everything, ["C1"])).ShouldBe("C1");
        Encoding.UTF8.GetString(RowJson.Key(StoreTestData.Partials, ["2026-01", 4L])).ShouldBe("""["2026-01",4]""");
    }

    [Fact]
    public void A_value_no_column_can_hold_is_refused() =>
        Should.Throw<InvalidOperationException>(() => RowJson.Row(StoreTestData.Partials, ["2026-01", 4, null]));
}
