using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Topology;

namespace Sluice.Cli.Hosting;

/// <summary>
/// Holds books to the settings of their first run. Which month a report belongs to follows from the time zone, and
/// stored rows are not made anew at a start: under another zone a report would count in two months.
/// </summary>
internal static class SettingsSeal
{
    public static readonly TableSchema Table = new(
        "books_settings", KeyColumns: 1, Outbox: false, new("name", ColumnType.Text), new("value", ColumnType.Text));

    /// <summary>The settings that the rows of a read-only look hold; others as given.</summary>
    public static BooksSettings Of(IReadOnlyList<object?[]> rows, BooksSettings otherwise)
    {
        var begun = rows.ToDictionary(r => (string)r[0]!, r => (string)r[1]!);
        return new BooksSettings(
            begun.GetValueOrDefault(BooksConfiguration.CurrencyVariable, otherwise.BaseCurrency),
            begun.GetValueOrDefault(BooksConfiguration.ZoneVariable, otherwise.TimeZone));
    }

    /// <summary>Notes the settings of new books; compares them with those of others. Called by the owner, before the engine runs.</summary>
    /// <exception cref="CliException">The books were begun under other settings.</exception>
    public static async Task HoldAsync(IStore store, BooksSettings settings, CancellationToken cancel)
    {
        await store.PrepareAsync([Table], cancel);
        var begun = (await store.ReadRowsAsync(Table, [], cancel)).ToDictionary(r => (string)r[0]!, r => (string)r[1]!);
        (string Name, string Value)[] now =
        [
            (BooksConfiguration.CurrencyVariable, settings.BaseCurrency),
            (BooksConfiguration.ZoneVariable, settings.TimeZone),
        ];
        foreach (var (name, value) in now)
        {
            Compare(begun, name, value);
        }

        var missing = now.Where(s => !begun.ContainsKey(s.Name)).Select(s => RowChange.Upsert(Table, s.Name, s.Value)).ToList();
        if (missing.Count > 0)
        {
            await store.CompleteOutboxAsync([], missing, cancel);
        }
    }

    /// <summary>The base currency of the books at a location, which may not have been begun yet.</summary>
    /// <exception cref="CliException">They were begun with another one than is set now.</exception>
    public static async Task<string> BaseCurrencyAsync(StoreLocation location, CancellationToken cancel)
    {
        var currency = BooksConfiguration.Read().BaseCurrency;
        using var reader = await Books.ReadAsync(location, cancel);
        var rows = reader is null ? [] : await reader.ReadRowsAsync(Table, [], cancel);
        Compare(rows.ToDictionary(r => (string)r[0]!, r => (string)r[1]!), BooksConfiguration.CurrencyVariable, currency);
        return currency;
    }

    private static void Compare(Dictionary<string, string> begun, string name, string value)
    {
        if (begun.TryGetValue(name, out var first) && first != value)
        {
            throw CliException.Refused($"these books were begun with {name}={first}, not {value}: set it so, or begin others with --db-uri");
        }
    }
}
