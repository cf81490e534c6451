using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Topology.Records;
using Sluice.Topology.Tests.Billing.Cases.Arithmetic;
using Sluice.Topology.Tests.Billing.Margin;
using Sluice.Topology.Time;

namespace Sluice.Topology.Tests.Billing.Cases;

/// <summary>One report of a case.</summary>
internal sealed record CaseReport(string Id, string Modality, Priority Priority, string Provider, int Images, DateTimeOffset At)
{
    public MarginRecord Message() => MarginRecords.Report(
        Id, CaseBooks.Client, Provider, Modality, Priority.ToString().ToUpperInvariant(), Images, At.ToString("O", CultureInfo.InvariantCulture), 1, cancelled: false);
}

/// <summary>
/// Reports as a table writes them: <c>12 MR STAT by P2 with 510 images on 20</c>, or with an instant: <c>1 at
/// 2026-01-31T18:29:59Z</c>, or one by its id: <c>R7 at …</c>. Left out: CT, ROUTINE, P1, 10 images, the 15th. A day
/// without an instant is its noon in the business time zone.
/// </summary>
internal static partial class ReportText
{
    public static IEnumerable<CaseReport> Parse(string text, BusinessMonth month, string zone, int startId)
    {
        if (Reports().Match(text) is not { Success: true } match)
            throw new FormatException($"\"{text}\" are no reports");
        var count = match.Groups["count"] is { Success: true } number ? (int)Formula.Number(number.Value) : 1;
        return Enumerable.Range(startId, count).Select(i => new CaseReport(
            match.Groups["id"] is { Success: true } id ? id.Value : $"A{i:000000}",
            Or(match, "modality", "CT"),
            Enum.Parse<Priority>(Or(match, "priority", "ROUTINE"), ignoreCase: true),
            Or(match, "provider", "P1"),
            (int)Formula.Number(Or(match, "images", "10")),
            match.Groups["at"] is { Success: true } at ? DateTimeOffset.Parse(at.Value, CultureInfo.InvariantCulture) : Noon(month, Or(match, "day", "15"), zone)));
    }

    private static string Or(Match match, string name, string otherwise) => match.Groups[name] is { Success: true } group ? group.Value : otherwise;

    private static DateTimeOffset Noon(BusinessMonth month, string day, string zone)
    {
        var date = day.Length == 2 ? new DateOnly(month.Year, month.Month, int.Parse(day, CultureInfo.InvariantCulture)) : DateOnly.ParseExact(day, "yyyy-MM-dd");
        var noon = date.ToDateTime(new TimeOnly(12, 0));
        return new DateTimeOffset(noon, TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(noon)).ToUniversalTime();
    }

    [GeneratedRegex(@"^(?:(?<count>[\d,]+)|(?<id>R[\w-]+))(?: (?<modality>CT|MR|XR|US))?(?: (?<priority>ROUTINE|URGENT|STAT))?(?: by (?<provider>P\d))?(?: with (?<images>[\d,]+) images)?(?: on (?<day>\d\d|\d{4}-\d\d-\d\d)| at (?<at>\d\S+))?$", RegexOptions.None, 1000)]
    private static partial Regex Reports();
}
