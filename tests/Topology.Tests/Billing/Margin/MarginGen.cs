using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Sluice.Topology.Tests.Billing.Margin;

/// <summary>Random messages of a small market, for properties of the margin flow.</summary>
internal static class MarginGen
{
    private static readonly string[] s_dates = ["2025-12-31T18:29:59Z", "2025-12-31T18:30:00Z", "2026-01-15T06:00:00Z", "2026-01-31T20:00:00Z"];

    private static readonly Gen<string> s_recorded = Gen.Choose(1, 9).Select(day => $"2025-06-0{day}T00:00:00Z");

    /// <summary>Reports of December to February, few ids of few clients, at the edges of the months.</summary>
    public static Gen<MarginRecord> Report { get; } =
        from id in Gen.Choose(1, 12)
        from client in Gen.Choose(1, 5)
        from provider in Gen.Choose(1, 3)
        from modality in Gen.Elements("CT", "MR")
        from priority in Gen.Elements("ROUTINE", "URGENT", "STAT")
        from images in Gen.Choose(0, 2)
        from at in Gen.Elements(s_dates)
        from revision in Gen.Choose(1, 3)
        from cancelled in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        select MarginRecords.Report($"R{id}", $"C{client}", $"P{provider}", modality, priority, images, at, revision, cancelled);

    /// <summary>Parties, rates and both kinds of rules, in two currencies, with every contract, mode and limit.</summary>
    public static Gen<MarginRecord> Reference { get; } = Gen.OneOf(
        from id in Gen.Choose(1, 5)
        from currency in Gen.Frequency((4, Gen.Constant("INR")), (1, Gen.Constant("USD")))
        from recorded in s_recorded
        from policy in Gen.Elements("month-end", "average")
        select MarginRecords.Client($"C{id}", currency, recorded, policy),
        from date in Gen.Elements("2025-12-25", "2025-12-31", "2026-01-02", "2026-01-30", "2026-02-02")
        from rate in Gen.Choose(1, 9)
        from recorded in s_recorded
        select MarginRecords.Rate("USD", date, $"8{rate}.33333333", recorded),
        from id in Gen.Choose(1, 3)
        from grade in Gen.Elements("A", "B")
        from effective in Gen.Elements("2020-01-01", "2026-01-10")
        from recorded in s_recorded
        select MarginRecords.Provider($"P{id}", grade, effective, recorded),
        from id in Gen.Choose(1, 4)
        from match in Gen.Elements("{}", """{"grade":"B"}""", """{"provider_id":"P1"}""", """{"modality":"MR","priority":"STAT"}""")
        from fee in Gen.Choose(1, 9)
        from currency in Gen.Frequency((4, Gen.Constant("INR")), (1, Gen.Constant("USD")))
        from effective in Gen.Elements("2020-01-01", "2026-01-15")
        from recorded in s_recorded
        select MarginRecords.ProviderRule($"PR{id}", match, $"{fee}.335", currency, effective, recorded),
        from id in Gen.Choose(1, 6)
        from client in Gen.Choose(1, 5)
        from modality in Gen.Elements("*", "MR")
        from currency in Gen.Frequency((5, Gen.Constant("INR")), (1, Gen.Constant("USD")))
        from effective in Gen.Elements("2020-01-01", "2026-01-15")
        from recorded in s_recorded
        from limits in Gen.Frequency(
            (4, Gen.Constant("{}")),
            (2, Gen.Choose(0, 4).Select(most => $$"""{"max_reports_per_day":{{most}}}""")),
            (1, Gen.Constant("""{"max_images_per_report":1,"max_reports_per_day":2}""")))
        from terms in Gen.Elements(
            """ "tiers":[{"up_to":2,"unit_price":9.25,"flat_fee":7},{"up_to":null,"unit_price":1.335}] """,
            """ "tier_mode":"volume","tiers":[{"up_to":1,"unit_price":5},{"up_to":null,"unit_price":3.333}],"surcharges":{"STAT":0.5} """,
            """ "contract_type":"SUBSCRIPTION","flat_fee":100,"included_reports":1,"tiers":[{"up_to":null,"unit_price":4}] """,
            """ "contract_type":"MINIMUM_GUARANTEE","minimum_charge":50,"tier_mode":"package","package_size":2,"tiers":[{"up_to":null,"unit_price":8}] """)
        select MarginRecords.ClientRule(
            $"CR{id}",
            $$""" "limits":{{limits}},"modality":"{{modality}}","currency":"{{currency}}",{{terms}},"effective_from":"{{effective}}","recorded_at":"{{recorded}}" """,
            $"C{client}"));

    /// <summary>Whatever February alone may bring: none of it names a rule, a date or a report of the months before.</summary>
    public static Gen<MarginRecord> ForFebruary { get; } = Gen.OneOf(
        from client in Gen.Choose(1, 5)
        from modality in Gen.Elements("*", "MR")
        select MarginRecords.ClientRule(
            $"FEB{client}{modality}",
            $$""" "modality":"{{modality}}","tiers":[{"up_to":null,"unit_price":6}],"flat_fee":3,"effective_from":"2026-02-01","limits":{"max_reports_per_day":0},"recorded_at":"2026-02-20T00:00:00Z" """,
            $"C{client}"),
        from match in Gen.Elements("{}", """{"provider_id":"P1","modality":"MR","priority":"STAT","grade":"B"}""")
        select MarginRecords.ProviderRule($"FEB{match.Length}", match, "77", "USD", "2026-02-01", "2026-02-20T00:00:00Z"),
        from provider in Gen.Choose(1, 3)
        select MarginRecords.Provider($"P{provider}", "Z", "2026-02-01", "2026-02-20T00:00:00Z"),
        from day in Gen.Choose(1, 9)
        select MarginRecords.Rate("USD", $"2026-02-0{day}", "99", "2026-02-20T00:00:00Z"),
        from client in Gen.Choose(1, 5)
        from id in Gen.Choose(1, 9)
        select MarginRecords.Report($"F{id}", $"C{client}", "P1", "MR", "STAT", 1, "2026-02-10T00:00:00Z", 1, false));

    /// <summary>What a report's message says of itself.</summary>
    public static (string Client, string Id, long Revision, string Json) Read(MarginRecord report)
    {
        using var json = JsonDocument.Parse(report.Json);
        var root = json.RootElement;
        return (report.Key, root.GetProperty("report_id").GetString()!, root.GetProperty("revision").GetInt64(), report.Json);
    }
}
