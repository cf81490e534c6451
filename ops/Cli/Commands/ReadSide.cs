using System.CommandLine;
using Sluice.Cli.Hosting;
using Sluice.Connectors.Embedded.Reading;
using Sluice.Engine.Outputs;

namespace Sluice.Cli.Commands;

/// <summary>What the reading commands share: an empty result where there are no books yet.</summary>
internal sealed class ReadSide(EmbeddedSnapshot? reader) : IDisposable
{
    public EmbeddedSnapshot? Reader { get; } = reader;

    public static async Task<ReadSide> OpenAsync(ParseResult parsed, CancellationToken cancel) =>
        new(await Books.ReadAsync(parsed.Location(), cancel));

    /// <summary>The rows with these values; filters that are null are none.</summary>
    public async Task<IReadOnlyList<object?[]>> RowsAsync(TableSchema table, CancellationToken cancel, params (string Column, object? Value)[] filters) =>
        Reader is null
            ? []
            : await Reader.ReadRowsAsync(table, [.. filters.Where(f => f.Value is not null).Select(f => (f.Column, f.Value!))], cancel);

    public void Dispose() => Reader?.Dispose();
}
