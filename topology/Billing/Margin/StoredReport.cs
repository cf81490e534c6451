using Sluice.Engine.State;

namespace Sluice.Topology.Billing.Margin;

/// <summary>A fact read back from a stored segment, with the texts it refers to. Valid while it is handed over.</summary>
public readonly ref struct StoredReport
{
    private readonly StringTable _longIds;

    public StoredReport(ref readonly ReportFact fact, ReadOnlySpan<byte> client, ReadOnlySpan<byte> provider, ReadOnlySpan<byte> study, StringTable longIds)
    {
        Fact = ref fact;
        Client = client;
        Provider = provider;
        Study = study;
        _longIds = longIds;
    }

    public readonly ref readonly ReportFact Fact;

    public ReadOnlySpan<byte> Client { get; }

    public ReadOnlySpan<byte> Provider { get; }

    /// <summary>As <see cref="Studies.Text"/> gives it.</summary>
    public ReadOnlySpan<byte> Study { get; }

    /// <summary>In bytes; 0 where it lies in the fact itself.</summary>
    public int IdLength => Fact.Id.Kind == ReportIdKind.Table ? _longIds[(int)Fact.Id.Low].Length : 0;

    /// <summary>Its id, by another table of long ids.</summary>
    public ReportId IdIn(StringTable longIds) => Fact.Id.Kind == ReportIdKind.Table
        ? Fact.Id with { Low = (ulong)longIds.Number(_longIds[(int)Fact.Id.Low]) }
        : Fact.Id;
}

/// <summary>Takes one stored report.</summary>
public delegate void StoredReportSink(in StoredReport stored);
