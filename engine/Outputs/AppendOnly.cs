using Sluice.Engine.State;

namespace Sluice.Engine.Outputs;

/// <summary>The words and the rule of append-only tables, the same in every store.</summary>
public static class AppendOnly
{
    /// <summary>What a database says when a row is to be changed or deleted.</summary>
    public static string Refusal(string table) => $"{table} is append-only: its rows are neither changed nor deleted";

    /// <summary>Lets an equal row pass for the one that is there.</summary>
    /// <param name="wanted">The columns of the row to append; the one there may have more.</param>
    /// <exception cref="StoreException">The rows differ: the key is taken.</exception>
    public static void CheckEqual(TableSchema table, object?[] there, object?[] wanted)
    {
        if (!KeyComparer.Instance.Equals(there[..wanted.Length], wanted))
        {
            var key = string.Join(", ", wanted.Take(table.KeyColumns));
            throw new StoreException($"{Refusal(table.Name)}, and it has another row {key}") { Refusal = StoreRefusal.OfRows };
        }
    }
}
