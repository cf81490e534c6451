using Sluice.Connectors.Postgres;
using Sluice.Engine.Outputs;
using Sluice.Engine.Testing.Compliance;

namespace Sluice.Connectors.Child;

/// <summary>Opens a store on PostgreSQL, makes its tables, says so, and holds it until its input ends.</summary>
public static class Prepare
{
    public static readonly TableSchema Margin = new(
        "margin", 2, Outbox: true, new Column("month", ColumnType.Text), new Column("client_id", ColumnType.Text), new Column("revenue", ColumnType.Amount));

    internal static async Task<int> RunAsync(string uri, string schema)
    {
        await using var store = await PostgresStore.OpenAsync(new PostgresOptions { ConnectionString = uri, Schema = schema }, CancellationToken.None);
        await store.PrepareAsync([.. StoreTestData.Tables, Margin], CancellationToken.None);
        Console.WriteLine("prepared");
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
