using Sluice.Oracle.Facts;
using Sluice.Oracle.Reference;
using Sluice.Oracle.Shapes;

namespace Sluice.Oracle.Input;

/// <summary>Judges messages and reads them. One thread.</summary>
/// <param name="baseCurrency">ISO 4217 code of the base currency.</param>
public sealed class RecordOpener(string baseCurrency = "INR")
{
    private readonly TopicShapes _shapes = new(baseCurrency);
    private readonly Dictionary<string, string> _shared = new(StringComparer.Ordinal);

    /// <summary>The messages of the topics that the books read, in the given order; others are passed over.</summary>
    public IEnumerable<OpenedRecord> Open(IEnumerable<OracleRecord> records)
    {
        foreach (var record in records)
        {
            if (_shapes.TryFind(record.Topic, out var topic))
                yield return Open(record, topic.Shape, topic.Owner);
        }
    }

    private OpenedRecord Open(in OracleRecord record, Shape shape, string owner)
    {
        if (Judge.Open(record, shape, owner, out var document) is { } fault)
            return new OpenedRecord { Place = record.Place, Fault = fault };
        using (document)
        {
            return record.Topic == Topics.Reports
                ? new OpenedRecord { Place = record.Place, Report = ReportVersion.Read(document!.RootElement, Share) }
                : new OpenedRecord { Place = record.Place, Reference = ReferenceVersion.Read(record.Topic, document!.RootElement) };
        }
    }

    private string Share(string text) => _shared.TryGetValue(text, out var known) ? known : _shared[text] = text;
}
