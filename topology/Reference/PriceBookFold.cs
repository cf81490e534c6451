using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Reference;
using Sluice.Topology.Records;

namespace Sluice.Topology.Reference;

/// <summary>Reference messages become the price book.</summary>
/// <param name="settings">The base currency, in which all rates must be quoted.</param>
public sealed class PriceBookFold(BooksSettings settings) : IReferenceFold<PriceBook>
{
    public PriceBook Empty => PriceBook.Empty;

    public IReadOnlyList<TableSchema> Tables => PriceBookTables.All;

    public (object? Decoded, DeadLetterReason? Rejected) Decode(string topic, in Record record)
    {
        _ = ReferenceDecoder.TryDecode(topic, record.Key, record.HasKey, record.Value, out var decoded, out var rejection);
        if (decoded is FxRateRecord rate)
        {
            rejection = RateChecks.Quote(rate, settings.BaseCurrency);
        }

        return rejection is null ? (decoded, null) : (null, new DeadLetterReason(rejection.Reason, rejection.Field, rejection.Value));
    }

    public RowChange? Row(object decoded) => PriceBookTables.Row((ReferenceRecord)decoded);

    public PriceBook With(PriceBook data, IReadOnlyList<object> decoded) => data.With(decoded.Cast<ReferenceRecord>());
}
