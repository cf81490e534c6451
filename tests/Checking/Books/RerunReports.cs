using Sluice.Topology.Books;
using Sluice.Topology.Books.Documents;

namespace Sluice.Checking.Books;

/// <summary>What reruns reported of each account, dry or applied.</summary>
/// <param name="rows">All of <see cref="BooksTables.RerunReports"/>.</param>
internal sealed class RerunReports(IReadOnlyList<object?[]> rows, Accounts accounts)
{
    private readonly ILookup<string, Line> _lines = rows.ToLookup(row => (string)row[0]!, Line.Of, StringComparer.Ordinal);

    /// <summary>Each account is reported as computed before and as recomputed; only one that comes to nothing may be left out.</summary>
    public void Check(ToldCommand command, string month, IReadOnlyDictionary<PartyKey, decimal> expected)
    {
        var given = _lines[command.Id].Where(line => line.Party.Month == month).ToDictionary(line => line.Party);
        foreach (var party in expected.Keys.Union(given.Keys))
        {
            var (booked, recomputed) = (accounts.Computed(party), expected.GetValueOrDefault(party));
            var line = given.GetValueOrDefault(party) ?? new Line(party, 0, 0, 0);
            BooksBrokenException.Unless(
                line == new Line(party, booked, recomputed, recomputed - booked),
                () => $"{command} reports {Accounts.Words(party)} as booked {line.Booked}, recomputed {line.Recomputed}; they are {booked} and {recomputed}");
        }
    }

    private sealed record Line(PartyKey Party, decimal Booked, decimal Recomputed, decimal Delta)
    {
        public static Line Of(object?[] row)
        {
            T Get<T>(string column) => (T)row[BooksTables.RerunReports.Ordinal(column)]!;
            var party = new PartyKey(Get<string>("party_type"), Get<string>("party_id"), Get<string>("month"), Get<string>("currency"));
            return new(party, Get<decimal>("booked"), Get<decimal>("recomputed"), Get<decimal>("delta"));
        }
    }
}
