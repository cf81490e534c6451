using System.Text;

namespace Sluice.Engine.Testing.Scheduling;

/// <summary>The last steps of a run, and the words for a run that got stuck.</summary>
internal sealed class StepHistory
{
    private const int Kept = 64;
    private readonly Step[] _last = new Step[Kept];

    /// <summary>Steps so far.</summary>
    public long Count { get; private set; }

    public void Add(in Step step)
    {
        _last[Count % Kept] = step;
        Count++;
    }

    /// <summary>What is ready, what is timed, and what ran last, most frequent first.</summary>
    public string Dump(string headline, IEnumerable<Step> ready, IEnumerable<string> timers)
    {
        var text = new StringBuilder(headline).AppendLine();
        Section(text, "ready", ready.Select(s => s.Describe()));
        Section(text, "timers", timers);
        Section(text, $"last {Math.Min(Count, Kept)} of {Count} steps", _last.Take((int)Math.Min(Count, Kept)).Select(s => s.Describe()));
        return text.ToString();
    }

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        text.Append("  ").Append(title).AppendLine(":");
        var groups = lines.CountBy(l => l).OrderByDescending(g => g.Value).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        foreach (var group in groups.Take(20))
        {
            text.Append("    ").Append(group.Value).Append(" × ").AppendLine(group.Key);
        }

        if (groups.Count is 0 or > 20)
        {
            text.AppendLine(groups.Count == 0 ? "    none" : $"    and {groups.Count - 20} more kinds");
        }
    }
}
