namespace Sluice.Connectors.Fx.Ecb;

/// <summary>How a file of the ECB is written.</summary>
public enum EcbKind
{
    /// <summary>It is none of the ECB's.</summary>
    None,

    /// <summary>A header <c>Date,USD,…</c> and a row a date.</summary>
    Csv,

    /// <summary>Cube elements in a gesmes envelope.</summary>
    Xml,

    /// <summary>A zip archive with one such file.</summary>
    Zip,
}
