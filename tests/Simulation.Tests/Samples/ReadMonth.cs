using System.Text;
using Sluice.Samples;
using Sluice.Topology.Records;

namespace Sluice.Simulation.Tests.Samples;

/// <summary>A generated month, read.</summary>
internal sealed class ReadMonth
{
    private readonly ILookup<string, SampleRecord> _topics;

    public ReadMonth(SampleOptions options)
    {
        var month = new SampleMonth(options);
        _topics = month.Records().ToLookup(record => record.Topic);
        Truth = TruthLine.ReadAll(month);
        Clients = Reference<ClientRecord>(SampleTopics.Clients).GroupBy(client => client.ClientId)
            .ToDictionary(versions => versions.Key, versions => versions.MaxBy(client => client.RecordedAt)!);
        ClientRules = Reference<ClientRuleRecord>(SampleTopics.ClientRules).GroupBy(rule => rule.RuleId)
            .Select(versions => versions.MaxBy(rule => rule.RecordedAt)!).ToList();
        ProviderRules = Reference<ProviderRuleRecord>(SampleTopics.ProviderRules);
        Rates = Reference<FxRateRecord>(SampleTopics.FxRates);
    }

    /// <summary>A month of 20,000 reports with its faults.</summary>
    public static ReadMonth Usual { get; } = new(new SampleOptions("2026-02", 20_000, 42));

    public IReadOnlyList<TruthLine> Truth { get; }

    /// <summary>The version of each that counts.</summary>
    public IReadOnlyDictionary<string, ClientRecord> Clients { get; }

    /// <summary>The version of each that counts.</summary>
    public IReadOnlyList<ClientRuleRecord> ClientRules { get; }

    public IReadOnlyList<ProviderRuleRecord> ProviderRules { get; }

    /// <summary>All versions, in the order of the topic.</summary>
    public IReadOnlyList<FxRateRecord> Rates { get; }

    public IReadOnlyList<SampleRecord> Topic(string topic) => [.. _topics[topic]];

    public IEnumerable<TruthLine> Kind(string kind) => Truth.Where(line => line.Kind == kind);

    /// <summary>The record that a line of the truth is about.</summary>
    public SampleRecord At(TruthLine line) => _topics[line.Topic].ElementAt((int)line.Line);

    /// <summary>The records of a reference topic that decode.</summary>
    public List<T> Reference<T>(string topic) where T : ReferenceRecord =>
        [.. _topics[topic].Select(Decode).OfType<T>()];

    /// <summary>The well-formed reports, all revisions.</summary>
    public IEnumerable<SampleReport> Reports()
    {
        var decoder = new ReportDecoder();
        foreach (var record in _topics[SampleTopics.Reports])
        {
            if (decoder.TryDecode(Encoding.UTF8.GetBytes(record.Key), hasKey: true, record.Json, out _, out _))
                yield return SampleReport.Read(record.Json);
        }
    }

    private static ReferenceRecord? Decode(SampleRecord record) =>
        ReferenceDecoder.TryDecode(record.Topic, Encoding.UTF8.GetBytes(record.Key), hasKey: true, record.Json, out var read, out _)
        && (read is not FxRateRecord rate || RateChecks.Quote(rate, "INR") is null)
            ? read
            : null;
}
