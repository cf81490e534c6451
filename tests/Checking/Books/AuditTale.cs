using System.Text.RegularExpressions;
using Sluice.Engine.Outputs;
using Sluice.Topology.Books;

namespace Sluice.Checking.Books;

/// <summary>
/// What the audit log has to say of every command that was carried out or refused: one row for what it did, and of a close
/// one for every record that it left out by force.
/// </summary>
/// <param name="rows">All rows of a table.</param>
internal sealed partial class AuditTale(Func<TableSchema, IReadOnlyList<object?[]>> rows)
{
    private const string Forced = "forced";
    private const string Refused = "refused";

    private readonly ILookup<string?, string> _given = rows(BooksTables.AuditLogs)
        .Select(values => new TableRow(BooksTables.AuditLogs, values))
        .ToLookup(row => row.Get<string?>("command_id"), Words);

    private readonly HashSet<string> _booking =
        [.. rows(BooksTables.Bookings).Select(values => new TableRow(BooksTables.Bookings, values).Get<string>("command_id"))];

    private readonly List<string> _expected = [];

    /// <summary>The command has done something, which the log tells.</summary>
    public void Expect(string? kind) => _expected.Add($"{kind}");

    /// <summary>A close has left out a record.</summary>
    /// <param name="was">Why: pending, held, conflict or quarantined.</param>
    public void ExpectForced(string client, string recordId, string was) => _expected.Add($"{Forced} {client} {recordId}: {was}");

    /// <summary>Takes what the log says of a command: what was expected since the one before, and nothing else.</summary>
    /// <param name="documents">How many it has written.</param>
    /// <exception cref="BooksBrokenException">It says something else.</exception>
    public void Take(ToldCommand command, int documents)
    {
        if (command.IsDone && (command.Row.Type == "credit-note" || (command.Row.Type == "rerun" && documents + (_booking.Contains(command.Id) ? 1 : 0) > 0)))
        {
            Expect(command.Row.Type);
        }

        // Others may have sent what was refused in the command's name.
        BooksBrokenException.Unless(command.IsDone || _given[command.Id].Contains(Refused), () => $"the audit log does not say that {command} was refused");
        var given = string.Join("; ", _given[command.Id].Where(kind => kind != Refused).Order(StringComparer.Ordinal));
        var due = string.Join("; ", _expected.Order(StringComparer.Ordinal));
        BooksBrokenException.Unless(given == due, () => $"the audit log says of {command} [{given}]; it has to say [{due}]");
        _expected.Clear();
    }

    private static string Words(TableRow row)
    {
        var kind = row.Get<string>("kind");
        return kind == Forced && LeftOut().Match(row.Get<string>("reason")) is { Success: true } words
            ? $"{Forced} {row.Get<string?>("party_id")} {words.Groups["record"].Value}: {words.Groups["was"].Value}"
            : kind;
    }

    [GeneratedRegex(@"^\S+ closed without \w+/\d+ offset \d+ \((?<record>.+?)\), which was (?<was>\w+): ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex LeftOut();
}
