namespace Sluice.Topology.Reconciliation.Pairing.Values;

/// <summary>How the values of a column are read and compared.</summary>
public enum FieldKind
{
    /// <summary>Names, places, descriptions: words with typing errors, in any case and order.</summary>
    Text,

    /// <summary>Money or any other number.</summary>
    Amount,

    /// <summary>Days of the calendar.</summary>
    Date,

    /// <summary>References: letters and digits whose separators, prefixes and leading zeros come and go.</summary>
    Id,
}
