using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Reference;
using Sluice.Topology.Books;
using Sluice.Topology.Records;

namespace Sluice.Topology.Reference;

/// <summary>Reference messages, and the bookings of closed months, become the price book.</summary>
/// <param name="settings">The base currency, in which all rates must be quoted.</param>
public sealed class PriceBookFold(BooksSettings settings) : IReferenceFold<PriceBook>
{
    public PriceBook Empty => PriceBook.Empty;

    public IReadOnlyList<TableSchema> Tables => PriceBookTables.All;

    public (object? Decoded, DeadLetterReason? Rejected) Decode(string topic, in Record record)
    {
        var (decoded, rejection) = topic == ReferenceTopics.Bookings ? Booking(record) : Reference(topic, record);
        return rejection is null ? (decoded, null) : (null, new DeadLetterReason(rejection.Reason, rejection.Field, rejection.Value));
    }

    public RowChange? Row(object decoded) => decoded is ReferenceRecord record ? PriceBookTables.Row(record) : null;

    public PriceBook With(PriceBook data, IReadOnlyList<object> decoded) =>
        data.With(decoded.OfType<ReferenceRecord>(), decoded.OfType<Booking>());

    private static (object? Decoded, Rejection? Rejection) Booking(in Record record)
    {
        _ = BookingDecoder.TryDecode(record.Key, record.HasKey, record.Value, out var booking, out var rejection);
        return (booking, rejection);
    }

    private (object? Decoded, Rejection? Rejection) Reference(string topic, in Record record)
    {
        _ = ReferenceDecoder.TryDecode(topic, record.Key, record.HasKey, record.Value, out var decoded, out var rejection);
        return (decoded, decoded is FxRateRecord rate ? RateChecks.Quote(rate, settings.BaseCurrency) : rejection);
    }
}
