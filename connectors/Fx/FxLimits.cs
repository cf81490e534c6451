namespace Sluice.Connectors.Fx;

/// <summary>The bounds of this connector, each with its reason.</summary>
public static class FxLimits
{
    /// <summary>Bytes of a file or of a response. The largest that the ECB publishes, the whole history as XML, has about 8 MiB.</summary>
    public const int FileBytesMax = 32 << 20;

    /// <summary>Digits before the point of a rate, as in all records.</summary>
    public const int IntegerDigitsMax = 15;

    /// <summary>Digits behind the point of a published rate; the ECB gives five or six significant ones.</summary>
    public const int PublishedFractionDigitsMax = 12;

    /// <summary>Digits behind the point of a cross rate: what records may have.</summary>
    public const int FractionDigits = 8;

    /// <summary>Columns of a file; the ECB has 42, currencies that are gone included.</summary>
    public const int ColumnsMax = 1_000;

    /// <summary>Redirects that are followed; more are a loop.</summary>
    public const int RedirectsMax = 5;

    /// <summary>Bytes of a header block of a response: no server of files needs more.</summary>
    public const int HeaderKibibytesMax = 64;
}
