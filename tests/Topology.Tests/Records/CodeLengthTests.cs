using System.Text;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Tests.Records;

/// <summary>Ids and codes become parts of keys, which a database's index bounds.</summary>
public class CodeLengthTests
{
    [Theory]
    [InlineData("report_id")]
    [InlineData("client_id")]
    [InlineData("provider_id")]
    [InlineData("modality")]
    [InlineData("body_part")]
    public void A_report_with_a_longer_code_is_refused_by_field_and_length(string field)
    {
        string longest = new('k', 256);
        new ReportDecoder()
            .TryDecode(Encoding.UTF8.GetBytes(field == "client_id" ? longest : "C1"), true, Encoding.UTF8.GetBytes(Report(field, longest)), out _, out Rejection? why)
            .ShouldBeTrue(why?.Reason);
        string text = new('k', 20_000);
        Decoded.Rejected(Encoding.UTF8.GetBytes(Report(field, text))).ShouldBe(Told(field, text));
    }

    [Fact]
    public void The_bytes_of_the_meaning_count_and_not_the_characters_or_the_escapes()
    {
        string most = string.Concat(Enumerable.Repeat("\\u20b9", 85)) + "k";
        Decoded.Report(Report("report_id", most)).ReportId.Length.ShouldBe(86);
        Decoded.Rejected(Encoding.UTF8.GetBytes(Report("report_id", most + "k"))).Reason
            .ShouldStartWith("report_id must have at most 256 bytes in UTF-8, not 257, but is \"");
        Decoded.Rejected(Encoding.UTF8.GetBytes(Report("report_id", new string('\u20b9', 86)))).Reason
            .ShouldStartWith("report_id must have at most 256 bytes in UTF-8, not 258, but is \"");
    }

    [Fact]
    public void A_reference_record_with_a_longer_id_is_refused()
    {
        string text = new('r', 9_000);
        string json = $"\"{text}\"";
        ReferenceSamples.Rejected(ReferenceTopics.Clients, text, JsonOf.Record(JsonOf.Client, ("client_id", json))).ShouldBe(Told("client_id", text));
        ReferenceSamples.Rejected(ReferenceTopics.Providers, text, JsonOf.Record(JsonOf.Provider, ("provider_id", json))).ShouldBe(Told("provider_id", text));
        ReferenceSamples.Rejected(ReferenceTopics.ProviderPricingRules, text, JsonOf.Record(JsonOf.ProviderRule, ("rule_id", json)))
            .ShouldBe(Told("rule_id", text));
        ReferenceSamples.Rejected(ReferenceTopics.ClientPricingRules, "C1", JsonOf.Record(JsonOf.ClientRule, ("rule_id", json)))
            .ShouldBe(Told("rule_id", text));
        ReferenceSamples.Rejected(ReferenceTopics.ClientPricingRules, "C1", JsonOf.Record(JsonOf.ClientRule, ("modality", json)))
            .ShouldBe(Told("modality", text));
    }

    [Fact]
    public void A_name_may_be_longer() =>
        ReferenceSamples.Client(JsonOf.Record(JsonOf.Client, ("name", $"\"{new string('n', 9_000)}\""))).Name.Length.ShouldBe(9_000);

    private static string Report(string field, string text) => JsonOf.Record(JsonOf.Report, (field, $"\"{text}\""));

    private static Rejection Told(string field, string text) => new(
        field, text[..199] + "…", $"{field} must have at most 256 bytes in UTF-8, not {text.Length}, but is \"{text[..199]}…\"");
}
