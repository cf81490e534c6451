namespace Sluice.Topology.Records.Shapes;

/// <summary>What a field of a record may hold.</summary>
public enum FieldKind : byte
{
    /// <summary>An id or code: a JSON string of at most 256 bytes in UTF-8, without control characters.</summary>
    Code = 0,

    /// <summary>Free text such as a name: a JSON string that may hold line ends.</summary>
    Text,

    /// <summary>A code of ISO 4217.</summary>
    Currency,

    /// <summary>One of a few words, in exactly that case.</summary>
    Choice,

    /// <summary>A whole number, however written (300, 300.0, 3e2).</summary>
    Integer,

    /// <summary>A decimal of at most 15 + 8 digits.</summary>
    Amount,

    /// <summary>A date, <c>YYYY-MM-DD</c>.</summary>
    Date,

    /// <summary>An instant of RFC 3339.</summary>
    Instant,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A nested object.</summary>
    Object,

    /// <summary>A list of nested objects.</summary>
    List,
}
