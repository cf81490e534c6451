using System.Text;
using Sluice.Checking;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Topology;

namespace Sluice.EndToEnd.Tests.Million.Checks;

/// <summary>Compares two stores that took the same log: every table, row by row, but for the time of day and how far a
/// shard had read when it last wrote a row.</summary>
internal static class Twins
{
    private static readonly string[] s_passing = ["at", "retried_at", "reference"];

    /// <param name="passing">More columns that may differ.</param>
    public static async Task ShouldBeEqualAsync(IStore one, IStore other, params string[] passing)
    {
        foreach (var table in FinanceTopology.Build(new BooksSettings()).Tables)
        {
            (await RowsAsync(one, table, passing)).ShouldBe(await RowsAsync(other, table, passing), table.Name);
        }
    }

    private static async Task<List<string>> RowsAsync(IStore store, TableSchema table, string[] more)
    {
        var passing = table.Columns.Select((column, i) => s_passing.Contains(column.Name) || more.Contains(column.Name) ? i : -1).Where(i => i >= 0).ToList();
        var rows = new List<string>();
        foreach (var row in await StoredBooks.RowsAsync(store, table))
        {
            passing.ForEach(i => row[i] = null);
            rows.Add(Encoding.UTF8.GetString(RowJson.Row(table, row)));
        }

        return rows;
    }
}
