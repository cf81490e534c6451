namespace Sluice.Topology.Records.Scalars;

/// <summary>What is wrong with a number.</summary>
public enum NumberFault : byte
{
    None = 0,

    /// <summary>Not a number in the grammar of JSON (RFC 8259): <c>NaN</c>, <c>+1</c>, <c>01</c>, <c>1.</c>.</summary>
    NotANumber = 1,

    /// <summary>More than 15 digits before the decimal point.</summary>
    TooManyIntegerDigits = 2,

    /// <summary>More than 8 digits after the decimal point.</summary>
    TooManyFractionDigits = 3,
}
