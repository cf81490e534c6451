using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sluice.Topology.Records;
using Sluice.Topology.Records.Shapes;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Tests.Records;

/// <summary>The quick pass over reports against the general decoder, and both against noise.</summary>
public class DecoderAgreementTests
{
    private static readonly string[] Tokens =
    [
        "0", "-0", "-1", "7", "1e2", "1.5", "300.0", "01", "999999999999999", "1000000000000000", "1e-8", "0.000000001", "-",
        "null", "nullx", "true", "false", "tru", "[]", "{}", "NaN", "\"\"", "\" \"", "\"C1\"", "\"STAT\"", "\"ROUTINE\"", "\"URGENTX\"",
        "\"\\u0043\\u0031\"", "\"\\ud800\"", "\"\\ud83d\\ude00\"", "\"\\n\"", "\"\u0085\"", "\"\u00e9\"", "\"\u20b9\\t\"", "\"a\nb\"", "\"\\",
        "\"2026-01-15T10:00:00Z\"", "\"2026-02-30T10:00:00Z\"", "\"2026-01-15T10:00:00.123456789+05:30\"", "\"2026-01-15\"", "\"\\x\"", "",
    ];

    private static readonly string[] Blanks = ["", "", "", " ", "\n", "\t\r ", "\u00a0", ",", "}"];

    private static readonly string[] Names = [.. JsonOf.Report.Select(f => f.Name), "imag\\u0065s", "colour", "imagez", "cancelle", "clientXid", ""];

    [Fact]
    public void Reports_of_odd_tokens_in_any_order_are_judged_alike() =>
        Prop.ForAll(OddReports().ToArbitrary(), json => Agree(Encoding.UTF8.GetBytes(json)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(30_000));

    [Fact]
    public void Damaged_reports_are_judged_alike() =>
        Prop.ForAll(Damages(), damages => Agree(Damage(JsonOf.Record(JsonOf.Report, ("body_part", "\"\\u00e4 \u20b9\"")), damages)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40_000));

    [Fact]
    public void Damaged_reference_records_are_taken_with_the_same_meaning_or_refused_in_words() =>
        Prop.ForAll(Damages(), Gen.Choose(0, 3).ToArbitrary(), (damages, which) =>
        {
            ((string, string?)[] fields, string topic, string key) = which switch
            {
                0 => (JsonOf.Client, ReferenceTopics.Clients, "C1"),
                1 => (JsonOf.Provider, ReferenceTopics.Providers, "P1"),
                2 => (JsonOf.ProviderRule, ReferenceTopics.ProviderPricingRules, "PR1"),
                _ => (JsonOf.ClientRule, ReferenceTopics.ClientPricingRules, "C1"),
            };
            return TakenOrRefused(topic, Encoding.UTF8.GetBytes(key), Damage(JsonOf.Record(fields), damages));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40_000));

    [Fact]
    public void Field_order_means_nothing() =>
        Prop.ForAll(Gen.Shuffle(JsonOf.Report).ToArbitrary(), Gen.Shuffle(JsonOf.ClientRule).ToArbitrary(), (report, rule) =>
        {
            byte[] json = Encoding.UTF8.GetBytes(JsonOf.Record(rule));
            return Decoded.Report(JsonOf.Record(report)) == Decoded.Report(JsonOf.Record(JsonOf.Report))
                && ReferenceDecoder.TryDecode(ReferenceTopics.ClientPricingRules, "C1"u8, true, json, out ReferenceRecord? read, out _)
                && read!.Canonical == ReferenceSamples.ClientRule(JsonOf.Record(JsonOf.ClientRule)).Canonical;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    private static Gen<string> OddReports()
    {
        Gen<string> blank = Gen.Elements(Blanks);
        Gen<int> oddity = Gen.Choose(0, 25);
        Gen<string> field =
            from sample in Gen.Elements(JsonOf.Report)
            from odd in oddity
            from name in Gen.Elements(Names)
            from token in Gen.Elements(Tokens)
            from space in odd == 3 ? blank : Gen.Constant("")
            select $"{space}\"{(odd == 0 ? name : sample.Name)}\"{space}:{(odd is 1 or 2 ? token : sample.Json)}";
        Gen<string> any = Gen.ListOf(field).Select(list => string.Join(",", list));
        Gen<string> whole =
            from order in Gen.Shuffle(JsonOf.Report)
            from at in Gen.Choose(0, order.Length - 1)
            from token in Gen.Elements(Tokens)
            from space in blank
            from more in Gen.Frequency((4, Gen.Constant("")), (1, field.Select(f => "," + f)))
            select string.Join(",", order.Select((f, i) => $"\"{f.Name}\":{space}{(i == at ? token : f.Json)}")) + more;
        return from body in Gen.Frequency((1, any), (4, whole))
               from tail in blank
               select $"{{{body}}}{tail}";
    }

    private static Arbitrary<(int Kind, int At, byte With)[]> Damages()
    {
        Gen<(int, int, byte)> one =
            from kind in Gen.Choose(0, 5)
            from at in Gen.Choose(0, 10_000)
            from with in Gen.OneOf(Gen.Choose(0, 255).Select(i => (byte)i), Gen.Elements("\"\\{}[],:0-9.eEu n"u8.ToArray()))
            select (kind, at, with);
        return Gen.Choose(0, 4).SelectMany(n => Gen.ArrayOf(one, n)).ToArbitrary();
    }

    private static byte[] Damage(string json, (int Kind, int At, byte With)[] damages)
    {
        var bytes = new List<byte>(Encoding.UTF8.GetBytes(json));
        foreach ((int kind, int place, byte with) in damages)
        {
            int at = place % Math.Max(bytes.Count, 1);
            int length = Math.Min((with % 16) + 1, bytes.Count - at);
            if (kind == 0 || bytes.Count == 0)
                bytes.Insert(at, with);
            else if (kind == 1)
                bytes.RemoveRange(at, length);
            else if (kind == 2)
                bytes.InsertRange(at, bytes.GetRange(at, length));
            else if (kind == 3)
                bytes.RemoveRange(at, bytes.Count - at);
            else
                bytes[at] = with;
        }

        return [.. bytes];
    }

    private static bool Agree(byte[] json)
    {
        byte[] key = MessageKey.Extract(TopicCatalogue.Reports, json) ?? "C1"u8.ToArray();
        bool quick = new ReportDecoder().TryDecode(key, true, json, out ReportRecord record, out Rejection? why);
        bool general = ShapeDecoder.TryDecode(TopicCatalogue.Reports, key, true, json, out ShapedRecord? shaped, out Rejection? generalWhy);
        quick.ShouldBe(general);
        if (quick)
            Decoded.Of(record).ShouldBe(Decoded.Of(shaped!));
        else
            Explained(why).ShouldBe(generalWhy);
        return true;
    }

    private static bool TakenOrRefused(string topic, byte[] key, byte[] json)
    {
        if (!ReferenceDecoder.TryDecode(topic, key, true, json, out ReferenceRecord? record, out Rejection? why))
            return Explained(why) is not null;
        byte[] canonical = Encoding.UTF8.GetBytes(record!.Canonical);
        ReferenceDecoder.TryDecode(topic, key, true, canonical, out ReferenceRecord? again, out _).ShouldBeTrue();
        again!.Canonical.ShouldBe(record.Canonical);
        again.RecordedAt.ShouldBe(record.RecordedAt);
        return true;
    }

    private static Rejection Explained(Rejection? why)
    {
        why.ShouldNotBeNull();
        why.Reason.ShouldNotBeNullOrWhiteSpace();
        (why.Value?.Length ?? 0).ShouldBeLessThanOrEqualTo(200);
        return why;
    }
}
