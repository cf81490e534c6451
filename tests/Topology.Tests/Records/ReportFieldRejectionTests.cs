using System.Text;
using Sluice.Topology.Records;

namespace Sluice.Topology.Tests.Records;

public class ReportFieldRejectionTests
{
    [Theory]
    [InlineData("images", "-3", "images must be a whole number of at least 0, but is -3")]
    [InlineData("images", "300.5", "images must be a whole number of at least 0, but is 300.5")]
    [InlineData("images", "1e-9", "images must be a whole number of at least 0, but is 1e-9")]
    [InlineData("images", "\"12\"", "images must be a whole number of at least 0, but is \"12\"")]
    [InlineData("images", "true", "images must be a whole number of at least 0, but is true")]
    [InlineData("images", "{\"a\":[1]}", "images must be a whole number of at least 0, but is {\"a\":[1]}")]
    [InlineData("images", "1234567890123456", "images must have at most 15 digits before the decimal point, but is 1234567890123456")]
    [InlineData("images", "1e15", "images must have at most 15 digits before the decimal point, but is 1e15")]
    [InlineData("images", "1e999999999999", "images must have at most 15 digits before the decimal point, but is 1e999999999999")]
    [InlineData("images", "NaN", "images must be a whole number of at least 0, but is NaN, which is not JSON")]
    [InlineData("images", "Infinity", "images must be a whole number of at least 0, but is Infinity, which is not JSON")]
    [InlineData("images", "-Infinity", "images must be a whole number of at least 0, but is -Infinity, which is not JSON")]
    [InlineData("images", "007", "images must be a whole number of at least 0, but is 007, which is not JSON")]
    [InlineData("images", "+1", "images must be a whole number of at least 0, but is +1, which is not JSON")]
    [InlineData("images", "1.", "images must be a whole number of at least 0, but is 1., which is not JSON")]
    [InlineData("images", "0x1F", "images must be a whole number of at least 0, but is 0x1F, which is not JSON")]
    [InlineData("images", "null", "images is required, but is null")]
    [InlineData("revision", "0", "revision must be a whole number of at least 1, but is 0")]
    [InlineData("revision", "-1", "revision must be a whole number of at least 1, but is -1")]
    [InlineData("cancelled", "\"true\"", "cancelled must be true or false, but is \"true\"")]
    [InlineData("cancelled", "1", "cancelled must be true or false, but is 1")]
    [InlineData("priority", "\"stat\"", "priority must be one of ROUTINE, URGENT, STAT, but is \"stat\"")]
    [InlineData("priority", "\"\"", "priority must be one of ROUTINE, URGENT, STAT, but is \"\"")]
    [InlineData("report_id", "17", "report_id must be text, but is 17")]
    [InlineData("report_id", "\"\"", "report_id must not be empty, but is \"\"")]
    [InlineData("modality", "\"  \"", "modality must not be empty, but is \"  \"")]
    [InlineData("body_part", "5", "body_part must be text, but is 5")]
    [InlineData("provider_id", "\"P\\u0000\"", "provider_id must not hold the character U+0000, but is \"P\\u0000\"")]
    [InlineData("provider_id", "\"P\\ufeff\"", "provider_id must not hold the character U+FEFF, but is \"P\\ufeff\"")]
    [InlineData("provider_id", "\"P\u007f\"", "provider_id must not hold the character U+007F, but is \"P\\u007F\"")]
    [InlineData("provider_id", "\"P\u0085\"", "provider_id must not hold the character U+0085, but is \"P\\u0085\"")]
    [InlineData("provider_id", "\"P\\n\"", "provider_id must not hold the character U+000A, but is \"P\\n\"")]
    [InlineData("provider_id", "\"\\ud800\"", "provider_id must be whole characters (half of a surrogate pair is none), but is \"\\ud800\"")]
    [InlineData("provider_id", "\"\\ud800\\u0041\"", "provider_id must be whole characters (half of a surrogate pair is none), but is \"\\ud800\\u0041\"")]
    [InlineData("provider_id", "\"\\udc00x\"", "provider_id must be whole characters (half of a surrogate pair is none), but is \"\\udc00x\"")]
    public void A_wrong_value_is_told_by_field_and_value(string field, string json, string reason)
    {
        Rejection why = Decoded.Rejected(Encoding.UTF8.GetBytes(JsonOf.Record(JsonOf.Report, (field, json))));
        why.Field.ShouldBe(field);
        why.Reason.ShouldBe(reason);
        reason.ShouldContain(why.Value.ShouldNotBeNull());
    }

    [Theory]
    [InlineData("2026-02-30T10:00:00Z")]
    [InlineData("2025-02-29T10:00:00Z")]
    [InlineData("2026-13-01T10:00:00Z")]
    [InlineData("2026-00-10T10:00:00Z")]
    [InlineData("0000-01-10T10:00:00Z")]
    [InlineData("2026-01-15T24:00:00Z")]
    [InlineData("2026-01-15T10:60:00Z")]
    [InlineData("2026-12-31T23:59:60Z")]
    [InlineData("2026-01-15T10:00:00")]
    [InlineData("2026-01-15T10:00Z")]
    [InlineData("2026-01-15 10:00:00Z")]
    [InlineData("2026-01-15T10:00:00.Z")]
    [InlineData("2026-01-15T10:00:00.5")]
    [InlineData("2026-01-15T10:00:00+0530")]
    [InlineData("2026-01-15T10:00:00+24:00")]
    [InlineData("2026-01-15T10:00:00+05:60")]
    [InlineData("2026-01-15T10:00:00Zulu")]
    [InlineData("2026-01-15")]
    [InlineData("2026-1-15T10:00:00Z")]
    [InlineData("0001-01-01T23:59:59Z")]
    [InlineData("9999-12-31T12:00:00Z")]
    [InlineData("1768471200")]
    public void An_impossible_instant_is_refused(string text)
    {
        Rejection why = Decoded.Rejected(Encoding.UTF8.GetBytes(JsonOf.Record(JsonOf.Report, ("completed_at", $"\"{text}\""))));
        why.Field.ShouldBe("completed_at");
        why.Value.ShouldBe(text);
        why.Reason.ShouldBe($"completed_at must be an instant of RFC 3339 with an offset, such as 2026-01-31T18:30:00Z, but is \"{text}\"");
    }

    [Theory]
    [InlineData("report_id")]
    [InlineData("client_id")]
    [InlineData("provider_id")]
    [InlineData("modality")]
    [InlineData("priority")]
    [InlineData("images")]
    [InlineData("completed_at")]
    public void A_missing_field_is_named(string field)
    {
        Rejection why = Decoded.Rejected(Encoding.UTF8.GetBytes(JsonOf.Record(JsonOf.Report, (field, null), ("cancelled", "true"))));
        why.ShouldBe(new Rejection(field, null, $"{field} is required, but is missing"));
    }

    [Theory]
    [InlineData("images", "4", "4")]
    [InlineData("images", "null", "null")]
    [InlineData("im\\u0061ges", "4", "4")]
    [InlineData("cancelled", "false", "false")]
    public void A_repeated_field_is_named(string spelling, string json, string value)
    {
        string field = spelling.Replace("\\u0061", "a", StringComparison.Ordinal);
        string record = JsonOf.Record(JsonOf.Report)[..^1] + $",\"{spelling}\":{json}}}";
        Rejection why = Decoded.Rejected(Encoding.UTF8.GetBytes(record));
        why.ShouldBe(new Rejection(field, value, $"{field} stands more than once in the record, again with {value}"));
    }

    [Theory]
    [InlineData("colour", "\"red\"", "colour", "red")]
    [InlineData("Images", "1", "Images", "1")]
    [InlineData("images ", "1", "images ", "1")]
    [InlineData("", "null", "", "null")]
    [InlineData("\\ud800", "[1,2]", "\\ud800", "[1,2]")]
    public void An_unknown_field_is_named(string name, string json, string field, string value)
    {
        Rejection why = Decoded.Rejected(Encoding.UTF8.GetBytes(JsonOf.Record(JsonOf.Report, (name, json))));
        why.Field.ShouldBe(field);
        why.Value.ShouldBe(value);
        why.Reason.ShouldContain("is not a field of reports");
    }

    [Fact]
    public void A_long_value_is_shortened_to_200_characters()
    {
        string text = new('x', 5_000);
        Rejection why = Decoded.Rejected(Encoding.UTF8.GetBytes(JsonOf.Record(JsonOf.Report, ("images", $"\"{text}\""))));
        why.Value.ShouldBe(text[..199] + "…");
        why.Reason.Length.ShouldBeLessThan(300);
    }
}
