using System.Text;
using Sluice.Topology.Records;
using Sluice.Topology.Records.Shapes;

namespace Sluice.Topology.Tests.Records;

public class ReportMessageRejectionTests
{
    private static readonly string Good = JsonOf.Record(JsonOf.Report);

    [Theory]
    [InlineData("[1,2]", "[1,2]", "a record must be a JSON object, but is [1,2]")]
    [InlineData("\"text\"", "text", "a record must be a JSON object, but is \"text\"")]
    [InlineData("12", "12", "a record must be a JSON object, but is 12")]
    [InlineData("null", "null", "a record must be a JSON object, but is null")]
    [InlineData("hello", "hello", "the message is not JSON at byte 0: hello")]
    [InlineData("   ", null, "the message ends before its JSON does, at byte 3")]
    [InlineData("{", null, "the message ends before its JSON does, at byte 1")]
    [InlineData("{\"images\":", null, "the message ends before its JSON does, at byte 10")]
    [InlineData("{\"images\" 3}", "3", "the message is not JSON at byte 10: 3")]
    [InlineData("{'images':3}", "'images':3", "the message is not JSON at byte 1: 'images':3")]
    [InlineData("{\"images\":3,}", "}", "the message is not JSON at byte 12: }")]
    [InlineData("{/* note */}", "/*", "the message is not JSON at byte 1: /*")]
    public void What_is_no_object_is_refused(string payload, string? value, string reason)
    {
        Rejection why = Decoded.Rejected(Encoding.UTF8.GetBytes(payload));
        why.Value.ShouldBe(value);
        why.Reason.ShouldBe(reason);
    }

    [Fact]
    public void An_empty_message_is_refused() =>
        Decoded.Rejected([]).Reason.ShouldBe("the message is empty (a tombstone or no content): a record must be a JSON object");

    [Theory]
    [InlineData("{}", "{")]
    [InlineData("x", "x")]
    [InlineData(",", "")]
    public void Data_after_the_record_is_refused(string more, string value)
    {
        Rejection why = Decoded.Rejected(Encoding.UTF8.GetBytes(Good + more));
        why.Reason.ShouldStartWith("the message goes on after the record's end");
        why.Value.ShouldBe(value);
    }

    [Fact]
    public void A_byte_order_mark_is_named_wherever_it_stands()
    {
        byte[] mark = [0xEF, 0xBB, 0xBF];
        byte[] good = Encoding.UTF8.GetBytes(Good);
        for (int at = 0; at <= good.Length; at++)
        {
            Rejection why = Decoded.Rejected([.. good[..at], .. mark, .. good[at..]]);
            why.Value.ShouldBe("U+FEFF");
            why.Reason.ShouldContain($"byte order mark (U+FEFF) at byte {at}");
        }
    }

    [Theory]
    [InlineData("80", "is not UTF-8: 0x80 at byte 14 is no character")]
    [InlineData("C3", "is not UTF-8: 0xC3 at byte 14")]
    [InlineData("EDA080", "is not UTF-8: 0xED at byte 14")]
    [InlineData("C0AF", "is not UTF-8: 0xC0 at byte 14")]
    [InlineData("F5808080", "is not UTF-8: 0xF5 at byte 14")]
    public void Bytes_that_are_no_utf8_are_told_by_place(string hex, string words)
    {
        byte[] good = Encoding.UTF8.GetBytes(Good);
        Rejection why = Decoded.Rejected([.. good[..14], .. Convert.FromHexString(hex), .. good[14..]]);
        why.Reason.ShouldContain(words);
    }

    [Fact]
    public void A_record_cut_off_anywhere_is_refused()
    {
        byte[] good = Encoding.UTF8.GetBytes(JsonOf.Record(JsonOf.Report, ("body_part", "\"Kopf \u00e4\u20b9\U0001F9B4\"")));
        for (int length = 0; length < good.Length; length++)
            Decoded.Rejected(good.AsSpan(0, length)).Reason.ShouldNotBeEmpty();
        int inRupee = Encoding.UTF8.GetByteCount(JsonOf.Record(JsonOf.Report, ("body_part", "\"Kopf \u00e4")).AsSpan()[..^1]) + 1;
        Decoded.Rejected(good.AsSpan(0, inRupee)).Reason.ShouldContain("truncated");
    }

    [Fact]
    public void Deep_nesting_is_refused_without_going_down()
    {
        string deep = new string('[', 500_000) + new string(']', 500_000);
        Rejection field = Decoded.Rejected(Encoding.UTF8.GetBytes(JsonOf.Record(JsonOf.Report, ("images", deep))));
        field.Field.ShouldBe("images");
        field.Value.ShouldBe(new string('[', 199) + "…");
        Decoded.Rejected(Encoding.UTF8.GetBytes(JsonOf.Record(JsonOf.Report, ("colour", deep)))).Field.ShouldBe("colour");
        Decoded.Rejected(Encoding.UTF8.GetBytes(deep)).Reason.ShouldStartWith("a record must be a JSON object");
    }

    [Fact]
    public void One_mebibyte_is_taken_and_one_byte_more_is_not()
    {
        string padded = Good + new string(' ', PayloadRules.BytesMax - Good.Length);
        padded.Length.ShouldBe(1_048_576);
        Decoded.Report(padded).Images.ShouldBe(3);
        Rejection why = Decoded.Rejected(Encoding.UTF8.GetBytes(padded + " "));
        why.Value.ShouldBe("1048577 bytes");
        why.Reason.ShouldBe("the message has 1048577 bytes; at most 1048576 (1 MiB) are allowed");
    }

    [Fact]
    public void Size_counts_bytes_and_not_characters()
    {
        string rupees = new('\u20b9', 349_600);
        Rejection why = Decoded.Rejected(Encoding.UTF8.GetBytes(JsonOf.Record(JsonOf.Report, ("body_part", $"\"{rupees}\""))));
        why.Reason.ShouldContain("1 MiB");
    }

    [Theory]
    [InlineData(null, null, "the message key must be the record's client_id \"C1\", but the message has no key")]
    [InlineData("", "", "the message key must be the record's client_id \"C1\", but is empty")]
    [InlineData("C2", "C2", "the message key must be the record's client_id \"C1\", but is \"C2\"")]
    [InlineData("c1", "c1", "the message key must be the record's client_id \"C1\", but is \"c1\"")]
    [InlineData("C1\n", "C1\\u000A", "the message key must be the record's client_id \"C1\", but is \"C1\\u000A\"")]
    [InlineData("\"C1\"", "\"C1\"", "the message key must be the record's client_id \"C1\", but is \"\"C1\"\"")]
    public void The_key_must_be_the_owner(string? key, string? value, string reason) =>
        Decoded.Rejected(Encoding.UTF8.GetBytes(Good), key).ShouldBe(new Rejection("key", value, reason));

    [Fact]
    public void A_key_that_is_no_text_is_shown_by_its_bytes()
    {
        new ReportDecoder().TryDecode([0x43, 0xFF], true, Encoding.UTF8.GetBytes(Good), out _, out Rejection? why).ShouldBeFalse();
        why.ShouldNotBeNull().Value.ShouldBe("C\\xFF");
    }
}
