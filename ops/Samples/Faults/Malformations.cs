using System.Globalization;
using System.Text;
using Sluice.Samples.Traffic;

namespace Sluice.Samples.Faults;

/// <summary>The ways in which a report is made unreadable or impossible, used in turn.</summary>
internal static class Malformations
{
    private static readonly (string Detail, Func<ReportDraft, string, string> Apply)[] All =
    [
        ("negative images", (report, json) => Images(report, json, $"-{report.Images}")),
        ("unknown field colour", (_, json) => json[..^1] + ",\"colour\":\"red\"}"),
        ("repeated field images", (report, json) => json[..^1] + $",\"images\":{report.Images}}}"),
        ("images is NaN", (report, json) => Images(report, json, "NaN")),
        ("completed on 30 February", (report, json) => Swap(json, $"{Day(report)}T", $"{report.CompletedAt.Year:0000}-02-30T")),
        ("missing field modality", (report, json) => Swap(json, $"\"modality\":\"{report.Modality}\",", "")),
        ("images is a string", (report, json) => Images(report, json, $"\"{report.Images}\"")),
        ("unknown priority HIGH", (report, json) => Swap(json, $"\"{report.Priority}\"", "\"HIGH\"")),
        ("images has a fraction", (report, json) => Images(report, json, $"{report.Images}.5")),
        ("images has 16 digits", (report, json) => Images(report, json, "1234567890123456")),
        ("provider_id is null", (report, json) => Swap(json, $"\"{report.ProviderId}\"", "null")),
        ("cut off in the middle", (_, json) => json[..(json.Length / 2)]),
        ("completed_at without an offset", (_, json) => Swap(json, "Z\"", "\"")),
    ];

    /// <summary>Spoils a written report in the way whose turn it is.</summary>
    public static (string Detail, byte[] Json) Apply(int turn, ReportDraft report, byte[] json)
    {
        var (detail, apply) = All[turn % All.Length];
        return (detail, Encoding.UTF8.GetBytes(apply(report, Encoding.UTF8.GetString(json))));
    }

    private static string Images(ReportDraft report, string json, string value) =>
        Swap(json, $"\"images\":{report.Images},", $"\"images\":{value},");

    private static string Swap(string json, string old, string with) => json.Replace(old, with, StringComparison.Ordinal);

    private static string Day(ReportDraft report) => report.CompletedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
