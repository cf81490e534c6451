using Sluice.Engine.Log;
using Sluice.Engine.Outputs;

namespace Sluice.Engine.Reference;

/// <summary>How reference records become the data that flows read. Pure; called by one thread at a time.</summary>
public interface IReferenceFold<TReference>
{
    /// <summary>The data before the first record.</summary>
    TReference Empty { get; }

    /// <summary>Reads a record: the decoded form, or why it cannot be taken.</summary>
    (object? Decoded, DeadLetterReason? Rejected) Decode(string topic, in Record record);

    /// <summary>Tables that list the reference records themselves; see <see cref="Row"/>.</summary>
    IReadOnlyList<TableSchema> Tables => [];

    /// <summary>The row that lists a record, or null where no table does. Rows of equal records must be equal.</summary>
    RowChange? Row(object decoded) => null;

    /// <summary>
    /// The data with more records; must depend on the set of records only, never on their order, since partitions
    /// and topics arrive interleaved differently after every start.
    /// </summary>
    TReference With(TReference data, IReadOnlyList<object> decoded);
}
