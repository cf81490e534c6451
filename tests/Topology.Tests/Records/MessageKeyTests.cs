using System.Text;
using Sluice.Topology.Records;
using Sluice.Topology.Records.Shapes;

namespace Sluice.Topology.Tests.Records;

public class MessageKeyTests
{
    [Theory]
    [InlineData("{\"client_id\":\"C1\"}", "C1")]
    [InlineData("{\"a\":{\"client_id\":\"no\"},\"client_id\":\"C\\u0031\\n\"}", "C1\n")]
    [InlineData("{\"client\\u005fid\":\"C1\"}", "C1")]
    [InlineData("{\"client_id\":\"C1\",\"images\":NaN", "C1")]
    [InlineData("{\"client_id\":\"C1\",\"client_id\":\"C2\"}", "C1")]
    [InlineData("{\"client_id\":\"\u20b9\"}", "\u20b9")]
    [InlineData("{\"client_id\":\"\"}", null)]
    [InlineData("{\"client_id\":7}", null)]
    [InlineData("{\"client_id\":null}", null)]
    [InlineData("{\"client_id\":\"\\ud800\"}", null)]
    [InlineData("{\"images\":NaN,\"client_id\":\"C1\"}", null)]
    [InlineData("{\"Client_id\":\"C1\"}", null)]
    [InlineData("[\"client_id\",\"C1\"]", null)]
    [InlineData("\"client_id\"", null)]
    [InlineData("{}", null)]
    [InlineData("{", null)]
    [InlineData("", null)]
    public void The_key_is_the_owner_as_far_as_it_can_be_had(string json, string? key) =>
        MessageKey.Extract(TopicCatalogue.Reports, Encoding.UTF8.GetBytes(json))
            .ShouldBe(key is null ? null : Encoding.UTF8.GetBytes(key));

    [Fact]
    public void Bytes_that_are_no_utf8_and_deep_nesting_give_no_key()
    {
        MessageKey.Extract(TopicCatalogue.Reports, "{\"client_id\":\""u8.ToArray().Concat(new byte[] { 0xFF, 0x22, 0x7D }).ToArray()).ShouldBeNull();
        string deep = $"{{\"x\":{new string('[', 100_000)}";
        MessageKey.Extract(TopicCatalogue.Reports, Encoding.UTF8.GetBytes(deep)).ShouldBeNull();
    }

    [Fact]
    public void Every_topic_has_its_owner()
    {
        TopicCatalogue.All.Select(t => $"{t.Topic} [{t.KeyField}]").ShouldBe(
        [
            "reports [client_id]", "jobs [client_id]", "ledger [client_id]", "clients [client_id]", "providers [provider_id]",
            "provider_pricing_rules [rule_id]", "client_pricing_rules [client_id]", "fx_rates [base]",
            "aliases [kind]",
        ]);
        TopicCatalogue.Find("providers").ShouldBe(TopicCatalogue.Providers);
        TopicCatalogue.Find("nothing").ShouldBeNull();
    }
}
