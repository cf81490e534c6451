using Sluice.Checking.Books;
using Sluice.Engine.Control;
using Sluice.Engine.Outputs;
using Sluice.Simulation.Running;

namespace Sluice.Simulation.Checking.Books;

/// <summary>
/// Watches every commit of the store: commands go from one state to the next as they may, no sooner than they may, and
/// what is booked never changes.
/// It keeps its own account of both. One thread.
/// </summary>
internal sealed class BooksGuard(Stage stage)
{
    private static readonly Dictionary<string, string[]> s_next = new(StringComparer.Ordinal)
    {
        [""] = [CommandStatus.Queued, CommandStatus.Refused, CommandStatus.Done],
        [CommandStatus.Queued] = [CommandStatus.Running, CommandStatus.Cancelled],
        [CommandStatus.Running] = [CommandStatus.Running, CommandStatus.Finishing, CommandStatus.Refused, CommandStatus.Cancelled, CommandStatus.Failed],
        [CommandStatus.Finishing] = [CommandStatus.Finishing, CommandStatus.Done],
    };

    private readonly Dictionary<string, CommandRow> _commands = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, string>> _booked = DocumentLaws.AppendOnly.ToDictionary(t => t.Name, _ => new Dictionary<string, string>(StringComparer.Ordinal));

    private readonly FinishLaw _finish = new(stage);

    /// <summary>Which commands a loss of the log has ended.</summary>
    public LossToll Losses { get; } = new(stage);

    /// <summary>Looks at the rows of a commit that took effect.</summary>
    public void Watch(IReadOnlyList<RowChange> rows)
    {
        foreach (var row in rows)
        {
            if (row.Table.Name == EngineTables.Commands.Name)
            {
                Move(CommandRow.Of(row.Values));
            }
            else if (_booked.TryGetValue(row.Table.Name, out var booked))
            {
                Keep(row, booked);
            }
        }
    }

    /// <summary>Begins anew with what the store holds, after it was restored from a backup.</summary>
    public async Task RestoredAsync(Engine.State.IStore store)
    {
        _commands.Clear();
        foreach (var row in await Sluice.Checking.StoredBooks.RowsAsync(store, EngineTables.Commands))
        {
            var command = CommandRow.Of(row);
            _commands[command.Id] = command;
        }

        Losses.Restored(_commands.Values);
        _finish.Restored(_commands.Values);
        foreach (var table in DocumentLaws.AppendOnly)
        {
            _booked[table.Name].Clear();
            foreach (var row in await Sluice.Checking.StoredBooks.RowsAsync(store, table))
            {
                _booked[table.Name][DocumentLaws.Text(row[..table.KeyColumns])] = DocumentLaws.Text(row);
            }
        }
    }

    /// <summary>Whether the tables hold what was committed to them, and nothing else: the first difference, or null.</summary>
    public async Task<string?> FirstDifferenceAsync(Engine.State.IStore store)
    {
        foreach (var table in DocumentLaws.AppendOnly)
        {
            var rows = (await Sluice.Checking.StoredBooks.RowsAsync(store, table)).Select(DocumentLaws.Text).ToHashSet(StringComparer.Ordinal);
            if (_booked[table.Name].Values.FirstOrDefault(row => !rows.Contains(row)) is { } lost)
            {
                return $"{table.Name} has lost or changed a row: {lost}";
            }

            if (rows.Count != _booked[table.Name].Count)
            {
                return $"{table.Name} has {rows.Count} rows; {_booked[table.Name].Count} were committed";
            }
        }

        return null;
    }

    private void Move(CommandRow next)
    {
        // A message that was refused unread has taken no id.
        var before = _commands.GetValueOrDefault(next.Id) is { IssuedAt: not null } known ? known : null;
        if (!s_next.GetValueOrDefault(before?.Status ?? "", []).Contains(next.Status))
        {
            stage.Break($"command {next.Id} went from {before?.Status ?? "nothing"} to {next.Status}");
        }

        if (before is not null && (before.Request != next.Request || before.Offset != next.Offset))
        {
            stage.Break($"command {next.Id} has become another");
        }

        _commands[next.Id] = next;
        Losses.Watch(next);
        _finish.Watch(next);
        stage.Steps.Moved(next);
    }

    private void Keep(RowChange row, Dictionary<string, string> booked)
    {
        var key = DocumentLaws.Text(row.Key);
        var text = DocumentLaws.Text(row.Values);
        if (row.Deleted || booked.GetValueOrDefault(key, text) != text)
        {
            stage.Break($"row {key} of {row.Table.Name} was changed or deleted");
        }

        booked[key] = text;
    }
}
