using System.Globalization;
using System.Text;
using Sluice.Topology.Records;

namespace Sluice.Topology.Tests.Records;

public class ReportValuesTests
{
    private static readonly Decoded Sample = Decoded.Report(JsonOf.Record(JsonOf.Report));

    [Fact]
    public void Every_field_is_read()
    {
        long ticks = new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero).UtcTicks;
        Sample.ShouldBe(new Decoded("R1", "C1", "P1", "CT", "HEAD", 3, ticks, 2, Priority.Stat, false));
    }

    [Fact]
    public void Optional_fields_may_be_absent_null_or_empty()
    {
        Decoded bare = Sample with { BodyPart = "", Revision = 1, Cancelled = false };
        Decoded.Report(JsonOf.Record(JsonOf.Report, ("body_part", null), ("revision", null), ("cancelled", null))).ShouldBe(bare);
        Decoded.Report(JsonOf.Record(JsonOf.Report, ("body_part", "null"), ("revision", "null"), ("cancelled", "null"))).ShouldBe(bare);
        Decoded.Report(JsonOf.Record(JsonOf.Report, ("body_part", "\"\""), ("revision", "1"))).ShouldBe(bare);
    }

    [Theory]
    [InlineData("300", 300)]
    [InlineData("300.0", 300)]
    [InlineData("3e2", 300)]
    [InlineData("3E+2", 300)]
    [InlineData("3000e-1", 300)]
    [InlineData("300.00000000", 300)]
    [InlineData("0.3e3", 300)]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("-0.0e7", 0)]
    [InlineData("0e999999999999", 0)]
    [InlineData("999999999999999", 999_999_999_999_999)]
    public void A_whole_number_counts_by_its_value(string json, long images) =>
        Decoded.Report(JsonOf.Record(JsonOf.Report, ("images", json))).Images.ShouldBe(images);

    [Theory]
    [InlineData("2026-01-15T10:00:00+05:30", "2026-01-15T04:30:00Z")]
    [InlineData("2026-01-15T23:30:00-01:00", "2026-01-16T00:30:00Z")]
    [InlineData("2026-01-15T10:00:00-00:00", "2026-01-15T10:00:00Z")]
    [InlineData("2026-01-15t10:00:00z", "2026-01-15T10:00:00Z")]
    [InlineData("2026-01-15T10:00:00.5Z", "2026-01-15T10:00:00.5Z")]
    [InlineData("2026-01-31T18:29:59.999999999999Z", "2026-01-31T18:29:59.9999999Z")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z")]
    public void An_instant_is_kept_to_100_ns_in_utc(string text, string utc) =>
        Decoded.Report(JsonOf.Record(JsonOf.Report, ("completed_at", $"\"{text}\""))).CompletedAtTicks
            .ShouldBe(DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture).UtcTicks);

    [Fact]
    public void Escapes_are_undone_in_names_and_values()
    {
        string json = JsonOf.Record(
            JsonOf.Report,
            ("report_id", "\"R\\u0031\\/\\\\\\\"\\ud83e\\uddb4\""),
            ("client_id", "\"\\u00431\""),
            ("priority", "\"ST\\u0041T\""),
            ("completed_at", "\"2026-01-15T10\\u003a00:00Z\""));
        Decoded.Report(json).ShouldBe(Sample with { ReportId = "R1/\\\"\U0001F9B4" });
        Decoded.Report(json.Replace("\"images\"", "\"i\\u006dages\"", StringComparison.Ordinal)).Images.ShouldBe(3);
    }

    [Fact]
    public void Text_beyond_ascii_is_kept_byte_for_byte() =>
        Decoded.Report(JsonOf.Record(JsonOf.Report, ("body_part", "\"Sch\u00e4del \u20b9 \u00a0\U0001F9B4\""))).BodyPart
            .ShouldBe("Sch\u00e4del \u20b9 \u00a0\U0001F9B4");

    [Fact]
    public void Blanks_between_tokens_mean_nothing() =>
        Decoded.Report(JsonOf.Record(JsonOf.Report).Replace("\":", "\" \n:\t", StringComparison.Ordinal).Replace(",\"", " \r\n, \"", StringComparison.Ordinal) + " \n")
            .ShouldBe(Sample);

    [Fact]
    public void A_decoder_is_as_good_after_a_rejection_and_after_longer_escapes()
    {
        var decoder = new ReportDecoder();
        string longer = string.Concat(Enumerable.Repeat("\\u20b9", 85));
        foreach (string part in new[] { "\\u0041", longer, "\\q", "\\u0042" })
        {
            byte[] json = Encoding.UTF8.GetBytes(JsonOf.Record(JsonOf.Report, ("report_id", "\"R\\u0031\""), ("body_part", $"\"{part}\"")));
            bool taken = decoder.TryDecode("C1"u8, true, json, out ReportRecord record, out _);
            taken.ShouldBe(part != "\\q");
            if (taken)
                Decoded.Of(record).ShouldBe(Sample with { BodyPart = System.Text.RegularExpressions.Regex.Unescape(part) });
        }
    }

    [Fact]
    public void Good_records_are_decoded_without_allocation()
    {
        var decoder = new ReportDecoder();
        byte[][] records =
        [
            Encoding.UTF8.GetBytes(JsonOf.Record(JsonOf.Report)),
            Encoding.UTF8.GetBytes(JsonOf.Record(JsonOf.Report, ("body_part", "null"), ("revision", "null"), ("images", "3e2"))),
            Encoding.UTF8.GetBytes(JsonOf.Record(JsonOf.Report, ("body_part", "\"Sch\\u00e4del \u20b9\""))),
        ];
        DecodeAll(decoder, records).ShouldBe(records.Length);
        int taken = 0;
        Allocations.Of(() =>
        {
            taken = 0;
            for (int i = 0; i < 1_000; i++)
                taken += DecodeAll(decoder, records);
        }).ShouldBe(0);
        taken.ShouldBe(3_000);
    }

    private static int DecodeAll(ReportDecoder decoder, byte[][] records)
    {
        int taken = 0;
        foreach (byte[] record in records)
            taken += decoder.TryDecode("C1"u8, true, record, out _, out _) ? 1 : 0;
        return taken;
    }
}
