using System.Text;
using Sluice.Engine;
using Sluice.Engine.Actors;
using Sluice.Engine.Log;
using Sluice.Engine.State;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Tests.Billing.Margin;

/// <summary>Whoever reads the stretches of one month finds all versions of its reports, wherever they lie.</summary>
public class WindowNoteTests
{
    private const string January = "2026-01-10T06:00:00Z";
    private const string February = "2026-02-10T06:00:00Z";
    private const string March = "2026-03-10T06:00:00Z";
    private static readonly TopicPartition s_source = new(FinanceTopics.Reports, 0);

    // One record a block, so that each can be told in the ranges.
    private readonly List<LogBatch> _batches = [];
    private WindowIndex _windows = new();
    private ShardState _state = new();
    private MarginFlow _flow;

    public WindowNoteTests() => _flow = Fresh();

    [Fact]
    public void Every_month_of_a_report_holds_all_its_versions()
    {
        Take("R1", January, 1);
        Take("R2", February, 1);
        Take("R1", March, 2);
        Take("R1", March, 3);

        Blocks(1).ShouldBe([0, 2, 3]);
        Blocks(2).ShouldBe([1]);
        Blocks(3).ShouldBe([0, 2, 3]);
    }

    [Fact]
    public void A_lower_revision_leads_to_the_higher_ones()
    {
        Take("R1", January, 2);
        Take("R1", February, 1);

        Blocks(1).ShouldBe([0, 1]);
        Blocks(2).ShouldBe([0, 1]);
    }

    [Fact]
    public void State_written_before_versions_were_noted_is_completed_when_it_is_loaded()
    {
        Take("R1", January, 1);
        Take("R1", February, 2);
        var facts = _state.TakeChanges(1).Segment;

        // The facts alone come back, with an index that knows of nothing.
        _flow = Fresh();
        _state.Restore(1, facts.Span);
        _flow.Rebuild(PriceBook.Empty);

        Blocks(1).ShouldBe([1]);
        Blocks(2).ShouldBe([0]);
    }

    private MarginFlow Fresh()
    {
        (_state, _windows) = (new ShardState(), new WindowIndex());
        return new MarginFlow(new ShardContext(0, 1, _state, _windows, new Counters(), new Fingerprints()), new BooksSettings());
    }

    private void Take(string id, string at, int revision)
    {
        var report = MarginRecords.Report(id, "C1", "P1", "CT", "STAT", 1, at, revision, cancelled: false);
        var frames = new LogBatchBuilder();
        frames.Add(Encoding.UTF8.GetBytes(report.Key), Encoding.UTF8.GetBytes(report.Json), timestampMs: 0);
        var offset = (long)_batches.Count * Limits.WindowBlockOffsets;
        _batches.Add(new LogBatch(s_source, offset, offset + 1, 1, frames.Take().Bytes));
        foreach (var record in _batches[^1])
            _flow.Receive(0, s_source, record, new StepOutput(new Counters()));
    }

    private IEnumerable<long> Blocks(int month) => _windows.Ranges(0, new BusinessMonth(2026, month).Index)
        .SelectMany(range => Enumerable.Range(0, (int)((range.To - range.From) / Limits.WindowBlockOffsets)).Select(i => (range.From / Limits.WindowBlockOffsets) + i));
}
