using Sluice.Cli.Doctor;
using Sluice.Engine.Outputs;

namespace Sluice.Cli.Rendering.Views;

/// <summary>What the checks found, a row each.</summary>
internal sealed class DoctorView(IReadOnlyList<Finding> findings)
    : View(Schema, [.. findings.Select(f => new object?[] { f.Check, Word(f.Verdict), f.Found, f.Advice })])
{
    private static readonly TableSchema Schema = new(
        "doctor",
        KeyColumns: 1,
        Outbox: false,
        new("check", ColumnType.Text),
        new("status", ColumnType.Text),
        new("found", ColumnType.Text),
        new("advice", ColumnType.Text));

    protected override TextTable ToText(Terminal terminal)
    {
        const int LeadColumns = 22;
        var room = Math.Max(LeadColumns, Math.Min(terminal.Width, 120) - LeadColumns);
        var text = new TextTable(new(""), new("check"), new("found"));
        foreach (var finding in findings)
        {
            var lines = DisplayText.Wrap(finding.Found, room);
            text.Add(new Cell(Word(finding.Verdict), ToneOf(finding.Verdict)), finding.Check, lines[0]);
            foreach (var line in lines.Skip(1))
            {
                text.Add("", "", line);
            }

            if (finding.Advice.Length > 0)
            {
                text.Add("", "", new Cell("→ " + finding.Advice, Tone.Accent));
            }
        }

        return text;
    }

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Ok => "ok",
        Verdict.Info => "info",
        Verdict.Warn => "warn",
        _ => "fail",
    };

    private static Tone ToneOf(Verdict verdict) => verdict switch
    {
        Verdict.Ok => Tone.Good,
        Verdict.Info => Tone.Accent,
        Verdict.Warn => Tone.Warning,
        _ => Tone.Bad,
    };
}
