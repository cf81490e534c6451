using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Sluice.Engine.Log;
using Sluice.Engine.State;
using Sluice.Oracle;
using Sluice.Oracle.Input;
using Sluice.Oracle.Results;
using Sluice.Topology.Tests.Billing.Margin;

namespace Sluice.Topology.Tests.Books.Histories;

/// <summary>
/// What is booked, told as a story instead of computed from the bookings: which message of which report stands in which
/// month. The oracle prices these messages; nothing of the engine's pricing or documents is used.
/// </summary>
internal sealed class BookedModel
{
    private readonly Dictionary<(string Client, string Report), (string Month, Message Message)> _booked = [];
    private readonly HashSet<(string Client, string Month)> _closed = [];
    private readonly HashSet<string> _issued = [];

    public bool IsClosed(string client, string month) => _closed.Contains((client, month));

    public IEnumerable<string> Closed(string month) => _closed.Where(c => c.Month == month).Select(c => c.Client).Order(StringComparer.Ordinal);

    /// <summary>Whether the month's statements are issued.</summary>
    public bool IsIssued(string month) => _issued.Contains(month);

    public void Issue(string month) => _issued.Add(month);

    /// <summary>The messages that a close of the client's month below the cut would book.</summary>
    public IReadOnlyList<Message> Candidates(BooksDesk desk, string client, string month, Positions cut, IEnumerable<string> reopened)
    {
        var free = reopened.Append(month).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Heads(desk, client, cut).Where(head => head.Month == month)
                .Where(head => !_booked.TryGetValue((client, head.Report), out var at) || free.Contains(at.Month)),
        ];
    }

    /// <summary>All messages of a client below the cut.</summary>
    public static IEnumerable<Message> AllOf(BooksDesk desk, string client, Positions cut) => desk.Records
        .Where(r => r.Source.Topic == FinanceTopics.Reports && r.Record.Key == client && r.Offset < cut[r.Source])
        .Select(r => Message.Read(r.Source, r.Offset, r.Record));

    public void Book(string client, string month, IEnumerable<Message> messages)
    {
        _closed.Add((client, month));
        foreach (var report in _booked.Where(b => b.Key.Client == client && b.Value.Month == month).Select(b => b.Key).ToList())
        {
            _booked.Remove(report);
        }

        foreach (var message in messages)
        {
            _booked[(client, message.Report)] = (month, message);
        }
    }

    public IEnumerable<Message> Of(string client, string month) => _booked.Where(b => b.Key.Client == client && b.Value.Month == month).Select(b => b.Value.Message);

    /// <summary>The oracle's books of these messages, with the reference data below the cut.</summary>
    public static MarginBooks Price(BooksDesk desk, IEnumerable<Message> messages, Positions cut, DateTimeOffset? asOf)
    {
        var reference = desk.Records.Where(r => r.Source.Topic != FinanceTopics.Reports && r.Offset < cut[r.Source]).Select(r => Raw(r.Source, r.Offset, r.Record));
        var reports = messages.Select(m => Raw(m.Source, m.Offset, m.Record));
        return MarginOracle.Compute(reference.Concat(reports), new OracleOptions { AsOf = asOf });
    }

    private static OracleRecord Raw(TopicPartition source, long offset, MarginRecord record) =>
        new(source.Topic, source.Partition, offset, Encoding.UTF8.GetBytes(record.Key), Encoding.UTF8.GetBytes(record.Json));

    /// <summary>Of each report the highest revision below the cut, where it stands.</summary>
    private static IEnumerable<Message> Heads(BooksDesk desk, string client, Positions cut) => AllOf(desk, client, cut)
        .GroupBy(m => m.Report)
        .Select(report => report.GroupBy(m => m.Revision).MaxBy(revision => revision.Key)!.ToList())
        .Where(highest => highest.Select(m => m.Record.Json).Distinct(StringComparer.Ordinal).Count() == 1 && !highest[0].Cancelled)
        .Select(highest => highest[0]);
}

/// <summary>A report's message.</summary>
internal sealed record Message(TopicPartition Source, long Offset, MarginRecord Record, string Report, long Revision, bool Cancelled, string Month)
{
    private static readonly ConditionalWeakTable<MarginRecord, Message> s_read = [];

    /// <summary>Read once: a history looks at its messages again and again.</summary>
    public static Message Read(TopicPartition source, long offset, MarginRecord record) => s_read.GetValue(record, _ => Parse(source, offset, record));

    private static Message Parse(TopicPartition source, long offset, MarginRecord record)
    {
        using var json = JsonDocument.Parse(record.Json);
        var root = json.RootElement;
        var local = root.GetProperty("completed_at").GetDateTimeOffset().ToOffset(TimeSpan.FromMinutes(330));
        return new(
            source,
            offset,
            record,
            root.GetProperty("report_id").GetString()!,
            root.GetProperty("revision").GetInt64(),
            root.GetProperty("cancelled").GetBoolean(),
            $"{local:yyyy-MM}");
    }
}
