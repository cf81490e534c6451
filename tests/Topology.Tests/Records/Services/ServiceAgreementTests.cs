using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sluice.Topology.Records;
using Sluice.Topology.Records.Services;
using Sluice.Topology.Records.Shapes;

namespace Sluice.Topology.Tests.Records.Services;

/// <summary>The quick pass over jobs and entries against the general decoder.</summary>
public class ServiceAgreementTests
{
    private static readonly string[] Tokens =
    [
        "0", "-0", "-1", "7", "1e2", "1.5", "300.0", "01", "999999999999999", "1000000000000000", "1e-8", "0.000000001", "-", "null", "true",
        "false", "tru", "[]", "{}", "NaN", "\"\"", "\" \"", "\"C1\"", "\"INR\"", "\"inr\"", "\"XXX\"", "\"\\u0043\\u0031\"", "\"\\ud800\"",
        "\"\\n\"", "\"\u0085\"", "\"\u20b9\\t\"", "\"a\nb\"", "\"\\", "\"2026-01-15\"", "\"2026-02-30\"", "\"2026\\u002d01-15\"", "\"L1\"", "",
    ];

    [Fact]
    public void Jobs_of_odd_tokens_are_judged_alike() => Check(ServiceJson.Job, json =>
    {
        bool quick = new JobDecoder().TryDecode("C1"u8, true, json, out JobRecord record, out Rejection? why);
        Agree(TopicCatalogue.Jobs, json, quick, quick ? ReadService.Of(record) : null, why);
    });

    [Fact]
    public void Entries_of_odd_tokens_are_judged_alike() => Check(ServiceJson.Entry, json =>
    {
        bool quick = new LedgerDecoder().TryDecode("C1"u8, true, json, out LedgerRecord record, out Rejection? why);
        if (why?.Reason.StartsWith("reverses must be another", StringComparison.Ordinal) != true)
            Agree(TopicCatalogue.Ledger, json, quick, quick ? ReadService.Of(record) : null, why);
    });

    [Fact]
    public void What_is_written_is_read_back()
    {
        var numbers = Gen.Choose(0, int.MaxValue).SelectMany(n => Gen.Choose(0, 8).Select(scale => new decimal(n, 0, 0, false, (byte)scale)));
        var texts = Gen.Elements("Lakeside", "St. Mary's", "\u0906\u0936\u093e", "a\"b\\c", "x\u00e9");
        var jobs = from site in texts from service in texts from quantity in numbers from amount in numbers select (site, service, quantity, amount);
        Prop.ForAll(jobs.ToArbitrary(), job =>
        {
            var read = ReadService.Job(ServiceJson.JobWith(
                ("site", System.Text.Json.JsonSerializer.Serialize(job.site)), ("service_type", System.Text.Json.JsonSerializer.Serialize(job.service)),
                ("quantity", FormattableString.Invariant($"{job.quantity}")), ("amount", FormattableString.Invariant($"{job.amount}"))));
            (read.Site, read.ServiceType, read.Quantity, read.Amount).ShouldBe((job.site, job.service, job.quantity, job.amount));
        }).QuickCheckThrowOnFailure();
    }

    private static void Check((string Name, string? Json)[] fields, Action<byte[]> judge)
    {
        var odd =
            from order in Gen.Shuffle(fields)
            from at in Gen.Choose(0, order.Length - 1)
            from token in Gen.Elements(Tokens)
            from kind in Gen.Choose(0, 6)
            from space in Gen.Elements("", " ", "\n\t")
            select Text(order, at, token, kind, space);
        Prop.ForAll(odd.ToArbitrary(), json => judge(Encoding.UTF8.GetBytes(json))).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }

    private static string Text((string Name, string? Json)[] order, int at, string token, int kind, string space)
    {
        var fields = order.Where((_, i) => kind != 0 || i != at)
            .Select(f => $"{space}\"{(kind == 1 && f == order[at] ? f.Name + "x" : f.Name)}\"{space}:{(kind >= 3 && f == order[at] ? token : f.Json)}");
        string more = kind == 2 ? $",\"{order[at].Name}\":{token}" : "";
        return $"{{{string.Join(",", fields)}{more}}}{space}";
    }

    private static void Agree(TopicShape shape, byte[] json, bool quick, ReadService? read, Rejection? why)
    {
        ShapeDecoder.TryDecode(shape, "C1"u8, true, json, out ShapedRecord? shaped, out Rejection? generalWhy).ShouldBe(quick);
        if (quick)
            read.ShouldBe(ReadService.Of(shaped!));
        else
            why.ShouldBe(generalWhy);
    }
}
