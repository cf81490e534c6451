using System.Globalization;
using Sluice.Engine.Control;
using Sluice.Engine.Outputs;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Books.Sheets;

namespace Sluice.Topology.Books.Commands;

/// <summary>What a rerun tells of itself: a row an account, its entry in the audit log, and the words of its outcome.</summary>
internal sealed class RerunReport(Command command, RerunOrder order)
{
    private readonly List<RowChange> _rows = [];
    private readonly List<string> _numbers = [];
    private readonly List<BlockedRecord> _leftOut = [];
    private int _differing;
    private long _bookings;

    /// <summary>The records that are not billed, because they wait, are held or in conflict.</summary>
    private string LeftOut => _leftOut.Count == 0 ? "" : $"; not billed: {Words.Blocked(_leftOut)}";

    public void LeaveOut(IEnumerable<BlockedRecord> records) => _leftOut.AddRange(records);

    /// <summary>Counts a month of a client that is booked anew; returns its place within the decision, from 1.</summary>
    public long NextBooking() => ++_bookings;

    /// <param name="why">What makes it differ, in words; empty where nothing does.</param>
    /// <param name="numbers">Of the documents that make up for it; none of a dry run.</param>
    public void Add(Difference difference, string why, IReadOnlyList<string> numbers)
    {
        _differing += difference.Delta == 0 ? 0 : 1;
        _numbers.AddRange(numbers);
        _rows.Add(RowChange.Upsert(
            BooksTables.RerunReports,
            command.Id,
            _rows.Count + 1L,
            difference.Party.Month,
            difference.Party.Type,
            difference.Party.Id,
            difference.Party.Currency,
            difference.Booked,
            difference.Recomputed,
            difference.Delta,
            why,
            string.Join(", ", numbers)));
    }

    /// <summary>Writes the report, and what the audit log says where anything was booked.</summary>
    /// <param name="decision">The command's.</param>
    /// <param name="writer">What it has written.</param>
    /// <param name="months">What it has recomputed.</param>
    /// <param name="stored">Which records the log did not hold any more, for the end of a sentence.</param>
    public CommandOutcome Outcome(Decision decision, BookWriter writer, IReadOnlyList<RerunScope> months, string stored)
    {
        _rows.ForEach(writer.Add);
        var window = Words.Few([.. months.Select(scope => scope.Month.ToString())]);
        if (order.Apply && _differing + _bookings > 0)
        {
            writer.Add(new DraftAudit("rerun", null, null, null, Audit(window, stored)));
        }

        var found = _differing == 0 ? "no difference" : Words.Count(_differing, "account") + (_differing == 1 ? " differs" : " differ");
        var words = order.Apply ? $"reran {window}: {found}, {Words.Count(_numbers.Count, "document")} written{LeftOut}{stored}" : $"dry rerun of {window}: {found}, nothing written{LeftOut}{stored}";
        return decision.Done(words, Words.Json(_numbers), writer);
    }

    private string Audit(string window, string stored)
    {
        var pricing = order.AsOf is { } at ? $"as of {at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}" : "at current prices";
        return $"{window} recomputed {pricing}, {(order.IncludeLate ? "with" : "without")} late records, below {command.Cut.ToJson()}: "
            + $"{Words.Count(_numbers.Count, "document")}{LeftOut}{stored}{Words.Because(command)}";
    }
}
