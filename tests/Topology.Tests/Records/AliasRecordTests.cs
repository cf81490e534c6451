using Sluice.Topology.Records;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Tests.Records;

public class AliasRecordTests
{
    [Fact]
    public void An_alias_is_read_whole()
    {
        var alias = Taken(Json());
        (alias.Kind, alias.From, alias.To).ShouldBe((AliasKind.Site, "St. Mary's", "Saint Mary Hospital"));
        alias.Identity.ShouldBe("site\u001fst marys");
        Taken(Json(("kind", "\"service_type\"")), "service_type").Kind.ShouldBe(AliasKind.ServiceType);
    }

    [Fact]
    public void Spellings_of_one_name_are_one_alias() =>
        Taken(Json(("from", "\"ST MARYS\""))).Identity.ShouldBe(Taken(Json()).Identity);

    [Theory]
    [InlineData("kind", "\"modality\"", "site", "kind must be one of site, service_type, but is \"modality\"")]
    [InlineData("from", "\"\"", "site", "from must not be empty, but is \"\"")]
    [InlineData("from", "\"--\"", "site", "from must hold a letter or a digit, but is \"--\"")]
    [InlineData("to", "\".\"", "site", "to must hold a letter or a digit, but is \".\"")]
    [InlineData("to", "null", "site", "to is required, but is null")]
    [InlineData("recorded_at", "\"2026-01-01\"", "site", "recorded_at must be an instant of RFC 3339 with an offset, such as 2026-01-31T18:30:00Z, but is \"2026-01-01\"")]
    [InlineData("kind", "\"site\"", "service_type", "the message key must be the record's kind \"site\", but is \"service_type\"")]
    public void A_faulty_alias_is_refused(string field, string value, string key, string reason) =>
        ReferenceSamples.Rejected(ReferenceTopics.Aliases, key, Json((field, value))).Reason.ShouldBe(reason);

    private static AliasRecord Taken(string json, string key = "site")
    {
        ReferenceDecoder.TryDecode(
            ReferenceTopics.Aliases, System.Text.Encoding.UTF8.GetBytes(key), true, System.Text.Encoding.UTF8.GetBytes(json), out var record, out var why)
            .ShouldBeTrue(why?.Reason);
        return record.ShouldBeOfType<AliasRecord>();
    }

    private static string Json(params (string Name, string? Value)[] other) => JsonOf.Record(
        [("kind", "\"site\""), ("from", "\"St. Mary's\""), ("to", "\"Saint Mary Hospital\""), ("recorded_at", "\"2026-01-01T00:00:00Z\"")], other);
}
