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
        var text = new TextTable(new(""), new("check"), new("found", ShrinksTo: 20), new("what to do", ShrinksTo: 20));
        foreach (var finding in findings)
        {
            text.Add(new Cell(Word(finding.Verdict), ToneOf(finding.Verdict)), finding.Check, finding.Found, finding.Advice);
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
