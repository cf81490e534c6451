using System.CommandLine;
using Sluice.Cli.Hosting;
using Sluice.Cli.Reading;
using Sluice.Engine.Outputs;
using Sluice.Topology;

namespace Sluice.Cli.Commands;

/// <summary>What the reading commands share: an empty result where there are no books yet.</summary>
internal sealed class ReadSide(IBooksReader? reader) : IAsyncDisposable
{
    public IBooksReader? Reader { get; } = reader;

    public static async Task<ReadSide> OpenAsync(ParseResult parsed, CancellationToken cancel) =>
        new(await Books.ReadAsync(parsed.Location(), cancel));

    /// <summary>The rows with these values; filters that are null are none.</summary>
    public async Task<IReadOnlyList<object?[]>> RowsAsync(TableSchema table, CancellationToken cancel, params (string Column, object? Value)[] filters) =>
        Reader is null
            ? []
            : await Reader.ReadRowsAsync(table, [.. filters.Where(f => f.Value is not null).Select(f => (f.Column, f.Value!))], cancel);

    /// <summary>The rows that the filters leave, and whether it is they that leave none.</summary>
    public async Task<Listing> ListAsync(TableSchema table, CancellationToken cancel, params Narrowing[] filters)
    {
        var rows = await RowsAsync(table, cancel, [.. filters.Select(f => (f.Column, (object?)f.Value))]);
        var sought = Narrowing.Describe(filters);
        var missed = rows.Count == 0 && sought is not null && (await RowsAsync(table, cancel)).Count > 0;
        return new Listing(table, rows, missed ? sought : null);
    }

    /// <summary>What the books were begun with; where there are none yet, what new ones would be.</summary>
    public async Task<BooksSettings> SettingsAsync(CancellationToken cancel) =>
        SettingsSeal.Of(await RowsAsync(SettingsSeal.Table, cancel), BooksConfiguration.Read());

    public ValueTask DisposeAsync() => Reader?.DisposeAsync() ?? ValueTask.CompletedTask;
}
