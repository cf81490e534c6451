using System.Runtime.InteropServices;
using Sluice.Engine.State;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// Reads the reports that a shard has accepted from its stored segments, while the shard goes on. Segments come in the order
/// of their sequence; as they are merged meanwhile, one may hold again what others held. Owned by one thread.
/// </summary>
/// <param name="end">Reports at or beyond this offset are passed over.</param>
/// <param name="sink">Takes the others, in the order of their offsets.</param>
public sealed class StoredReports(long end, StoredReportSink sink)
{
    private readonly StringTable _clients = new();
    private readonly StringTable _providers = new();
    private readonly StringTable _studies = new();
    private readonly StringTable _longIds = new();
    private long _next;

    public void Take(ReadOnlySpan<byte> segment)
    {
        // The texts first: a fact may refer to one of its own segment.
        foreach (var part in new SegmentParts(segment))
        {
            TextsOf(part.Id)?.Meet(part.Bytes);
        }

        foreach (var part in new SegmentParts(segment))
        {
            if (part.Id == ReportFacts.FactsSection)
            {
                Take(MemoryMarshal.Cast<byte, ReportFact>(part.Bytes));
            }
        }
    }

    private void Take(ReadOnlySpan<ReportFact> facts)
    {
        foreach (ref readonly var fact in facts)
        {
            if (fact.Offset >= _next && fact.Offset < end)
            {
                _next = fact.Offset + 1;
                sink(new StoredReport(in fact, _clients[fact.Client], _providers[fact.Provider], _studies[fact.Study], _longIds));
            }
        }
    }

    private StringTable? TextsOf(byte section) => section switch
    {
        ReportFacts.ClientsSection => _clients,
        ReportFacts.ProvidersSection => _providers,
        ReportFacts.StudiesSection => _studies,
        ReportFacts.LongIdsSection => _longIds,
        _ => null,
    };
}
