using Sluice.Cli.Rendering.Views;

namespace Sluice.Cli.Rendering;

/// <summary>The books at a glance: what was earned, what waits, what could not be taken.</summary>
internal sealed class Dashboard(TextWriter target, Terminal terminal)
{
    private const int ReasonsMax = 6;
    private const string Indent = " ";

    public void Title(string title, string detail) =>
        target.WriteLine(terminal.Paint(title, Tone.Strong) + terminal.Paint(DisplayText.Fit(" · " + detail, terminal.Width - title.Length), Tone.Muted));

    public void Section(string title, string detail)
    {
        target.WriteLine();
        Title(title, detail);
    }

    public void Rows(View view) => view.WriteText(target, terminal, Indent);

    /// <summary>Groups rows that share a cause, the most frequent first, each with an example.</summary>
    /// <param name="causes">Cause and an example of it, one a row.</param>
    public void Causes(IEnumerable<(string Cause, string Example)> causes)
    {
        var text = new TextTable(new("count", Right: true), new("what", ShrinksTo: 12), new("for example", ShrinksTo: 24));
        var groups = causes.GroupBy(c => c.Cause).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        foreach (var group in groups.Take(ReasonsMax))
        {
            text.Add(Amounts.Count(group.Count()), new Cell(group.Key, Tone.Warning), DisplayText.Fit(group.First().Example, 160));
        }

        text.WriteTo(target, terminal, Indent);
        if (groups.Count > ReasonsMax)
        {
            Line($"and {groups.Skip(ReasonsMax).Sum(g => g.Count())} more, of {groups.Count - ReasonsMax} other kinds", Tone.Muted);
        }
    }

    /// <summary>Label and text, a line each.</summary>
    public void Facts(params (string Label, string Text)[] facts)
    {
        var text = new TextTable(new(""), new("", ShrinksTo: 24));
        foreach (var (label, words) in facts)
        {
            text.Add(new Cell(label, Tone.Muted), words);
        }

        text.WriteTo(target, terminal, Indent, header: false);
    }

    public void Line(string text, Tone tone = Tone.Plain) => target.WriteLine(Indent + terminal.Paint(text, tone));
}
