using Sluice.Engine.Control;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Simulation.Checking;
using Sluice.Simulation.Running;
using Sluice.Topology.Books;
using Sluice.Topology.Books.Documents;

namespace Sluice.Simulation.Commanding;

/// <summary>The books as whoever sends commands looks at them, between calls that can fail.</summary>
internal sealed class BooksSight(Stage stage) : ISight
{
    private readonly List<string> _sent = [];

    public IReadOnlyList<string> ClosedMonths => [.. Rows(BooksTables.MonthStatus).Select(r => (string)r[0]!).Distinct(StringComparer.Ordinal)];

    public IReadOnlyList<(string Number, decimal Total)> Documents => [.. Rows(BooksTables.Invoices).Select(Invoice.Of).Select(i => (i.Number, i.Total))];

    public IReadOnlyList<string> Sent => _sent;

    /// <summary>Whether every command that was acknowledged has ended.</summary>
    public bool HaveEnded
    {
        get
        {
            var ended = Commands.Where(c => c.HasEnded).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
            return _sent.TrueForAll(ended.Contains);
        }
    }

    /// <summary>Whether a rerun was carried out.</summary>
    public bool IsRerun => Commands.Any(c => c is { Type: "rerun", Status: CommandStatus.Done });

    private IEnumerable<CommandRow> Commands => Rows(EngineTables.Commands).Select(CommandRow.Of);

    /// <summary>A command was acknowledged.</summary>
    public void Add(string id)
    {
        if (!_sent.Contains(id))
        {
            _sent.Add(id);
        }
    }

    private IReadOnlyList<object?[]> Rows(TableSchema table)
    {
        try
        {
            return stage.Store.ReadRowsAsync(table, [], CancellationToken.None).Now();
        }
        catch (StoreException)
        {
            // No engine has made the tables yet.
            return [];
        }
    }
}
