using Sluice.Topology.Books;

namespace Sluice.Cli.Rendering.Views;

/// <summary>Records that came after the books of their month were closed: they count in no total.</summary>
internal sealed class LateView(IReadOnlyList<object?[]> rows) : WaitingView(BooksTables.LateRecords, rows)
{
    protected override string Nothing => "no record is late";

    protected override IEnumerable<string> Remedies()
    {
        var months = string.Join(", ", Rows.Select(r => Value<string>(r, "month")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        yield return $"{Amounts.Count(Rows.Count)} late in {months}: ./sluice rerun M --include-late shows what they would change, with --apply it books it";
    }

    protected override Tone ToneOf(string kind) => Tone.Warning;
}
