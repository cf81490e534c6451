using Sluice.Cli.Sessions;
using Sluice.Engine.Outputs;
using Sluice.Topology;

namespace Sluice.Cli.Hosting;

/// <summary>
/// Holds books to the settings of their first run. Which month a report belongs to follows from the time zone, and
/// stored rows are not made anew at a start: under another zone a report would count in two months. Positions are those
/// of one log.
/// </summary>
internal static class SettingsSeal
{
    private const string LogSetting = "--log";

    public static readonly TableSchema Table = new(
        "books_settings", KeyColumns: 1, Outbox: false, new("name", ColumnType.Text), new("value", ColumnType.Text));

    /// <summary>The settings that the rows of a read-only look hold; others as given.</summary>
    public static BooksSettings Of(IReadOnlyList<object?[]> rows, BooksSettings otherwise)
    {
        var begun = Begun(rows);
        return new BooksSettings(
            begun.GetValueOrDefault(BooksConfiguration.CurrencyVariable, otherwise.BaseCurrency),
            begun.GetValueOrDefault(BooksConfiguration.ZoneVariable, otherwise.TimeZone),
            begun.GetValueOrDefault(BooksConfiguration.NumbersVariable, otherwise.DocumentNumbers));
    }

    /// <summary>
    /// Notes the settings of new books; compares them with those of others. Called before the engine runs, perhaps by
    /// several processes at once: what the first has noted all others are held to.
    /// </summary>
    /// <exception cref="CliException">The books were begun under other settings.</exception>
    public static async Task HoldAsync(IBooksSession session, StoreLocation location, BooksSettings settings, CancellationToken cancel)
    {
        var store = session.Store ?? throw new InvalidOperationException("only who runs the engine holds books to their settings");
        await store.PrepareAsync([Table], cancel);
        Compare(await store.ReadRowsAsync(Table, [], cancel), location, settings);
        object?[][] now =
        [
            [LogSetting, location.LogName],
            [BooksConfiguration.CurrencyVariable, settings.BaseCurrency],
            [BooksConfiguration.ZoneVariable, settings.TimeZone],
            [BooksConfiguration.NumbersVariable, settings.DocumentNumbers],
        ];
        await session.AddMissingAsync(Table, now, cancel);
        Compare(await store.ReadRowsAsync(Table, [], cancel), location, settings);
    }

    /// <summary>The base currency of the books at a location, which may not have been begun yet.</summary>
    /// <exception cref="CliException">They were begun with another one than is set now, or with another log.</exception>
    public static async Task<string> BaseCurrencyAsync(StoreLocation location, CancellationToken cancel)
    {
        var currency = BooksConfiguration.Read().BaseCurrency;
        await using var reader = await Books.ReadAsync(location, cancel);
        var begun = Begun(reader is null ? [] : await reader.ReadRowsAsync(Table, [], cancel));
        CompareLog(begun, location);
        Compare(begun, BooksConfiguration.CurrencyVariable, currency);
        return currency;
    }

    /// <summary>Holds the books at a location, if they have been begun, to their log: whoever appends what stands in the store asks first.</summary>
    /// <exception cref="CliException">They were begun with another log.</exception>
    public static async Task HoldLogAsync(StoreLocation location, CancellationToken cancel)
    {
        await using var reader = await Books.ReadAsync(location, cancel);
        CompareLog(Begun(reader is null ? [] : await reader.ReadRowsAsync(Table, [], cancel)), location);
    }

    private static Dictionary<string, string> Begun(IReadOnlyList<object?[]> rows) => rows.ToDictionary(r => (string)r[0]!, r => (string)r[1]!);

    private static void Compare(IReadOnlyList<object?[]> rows, StoreLocation location, BooksSettings settings)
    {
        var begun = Begun(rows);
        CompareLog(begun, location);
        Compare(begun, BooksConfiguration.CurrencyVariable, settings.BaseCurrency);
        Compare(begun, BooksConfiguration.ZoneVariable, settings.TimeZone);
        Compare(begun, BooksConfiguration.NumbersVariable, settings.DocumentNumbers);
    }

    /// <summary>Positions in the store mean nothing in another log. Books from before the log was noted have it in their file.</summary>
    private static void CompareLog(Dictionary<string, string> begun, StoreLocation location)
    {
        if (begun.Count > 0)
        {
            begun.TryAdd(LogSetting, StoreLocation.DefaultLog);
            Compare(begun, LogSetting, location.LogName);
        }
    }

    private static void Compare(Dictionary<string, string> begun, string name, string value)
    {
        if (begun.TryGetValue(name, out var first) && first != value)
        {
            throw CliException.Refused($"these books were begun with {name}={first}, not {value}: set it so, or begin others with --db-uri");
        }
    }
}
