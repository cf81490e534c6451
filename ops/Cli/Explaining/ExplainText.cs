using System.Globalization;
using Sluice.Cli.Rendering;
using Sluice.Topology;
using Sluice.Topology.Books.Explaining;

namespace Sluice.Cli.Explaining;

/// <summary>Explanations for people: each line, then the first of its reports.</summary>
/// <param name="reportsMax">Of a line so many reports are listed at most.</param>
internal sealed class ExplainText(TextWriter target, Terminal terminal, int reportsMax)
{
    private const string Indent = "  ";

    public void Title(string what, string more)
    {
        target.WriteLine($"{terminal.Paint(DisplayText.Clean(what), Tone.Strong)}  {DisplayText.Clean(more)}");
    }

    public void Write(ExplainedLine line)
    {
        target.WriteLine();
        var amount = $"{Amounts.Format(line.Line.Amount, line.Currency)} {line.Currency}";
        target.WriteLine($"{terminal.Paint($"line {line.Number}", Tone.Accent)}  {DisplayText.Clean(line.Line.Description)}  {terminal.Paint(amount, Tone.Strong)}");
        if (line.Line.RuleId is { } rule)
        {
            Muted($"rule {rule}, recorded {Instant(line.Line.RuleRecordedAt!.Value)}{(line.Line.Tier is { } tier ? $", tier {tier}" : "")}");
        }

        if (line.Rate is { } rate)
        {
            Muted($"1 {line.Currency} = {rate.Rate.ToString(CultureInfo.InvariantCulture)}: {Behind(rate)}");
        }

        if (line.Explains is { } words && words != line.Line.Description)
        {
            Muted(words);
        }

        if (line.Reports.Count > 0)
        {
            Reports(line.Reports);
        }
    }

    private void Reports(IReadOnlyList<LineReport> reports)
    {
        var text = new TextTable(
            new("place"), new("report"), new("client", Drop: 4), new("provider", Drop: 3), new("study", Drop: 2), new("priority"),
            new("images", Right: true, Drop: 1), new("completed", Drop: 5), new("date"));
        foreach (var (client, report) in reports.Take(reportsMax))
        {
            text.Add(
                new Cell($"{FinanceTopics.Reports}/{report.Partition} {report.Offset}", Tone.Muted),
                report.ReportId,
                client,
                report.ProviderId,
                report.BodyPart.Length > 0 ? $"{report.Modality} {report.BodyPart}" : report.Modality,
                report.Priority.ToString().ToUpperInvariant(),
                Amounts.Count(report.Images),
                Instant(report.CompletedAt),
                report.BusinessDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        text.WriteTo(target, terminal, Indent);
        if (reports.Count > reportsMax)
        {
            Muted($"… and {Amounts.Count(reports.Count - reportsMax)} more");
        }
    }

    private void Muted(string words)
    {
        foreach (var line in DisplayText.Wrap(DisplayText.Clean(words), terminal.Width - Indent.Length))
        {
            target.WriteLine(Indent + terminal.Paint(line, Tone.Muted));
        }
    }

    private static string Behind(RateUsed rate) => rate.Behind is [var only]
        ? $"the rate dated {only.Date:yyyy-MM-dd} ({only.Source})"
        : $"the mean of {rate.Behind.Count} rates dated {rate.Behind[0].Date:yyyy-MM-dd} to {rate.Behind[^1].Date:yyyy-MM-dd} ({rate.Behind[0].Source})";

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);
}
