namespace Sluice.Connectors.Fx.Ecb;

/// <summary>A file is not one of the ECB's, or is damaged. The message names line, column and value.</summary>
public sealed class EcbFormatException : FormatException
{
    private EcbFormatException(string message, Exception? inner)
        : base(message, inner)
    {
    }

    internal static EcbFormatException At(long line, string fault) => new($"line {line}: {fault}", inner: null);

    internal static EcbFormatException At(long line, string column, string fault) => new($"line {line}, column {column}: {fault}", inner: null);

    internal static EcbFormatException Of(string fault, Exception? inner = null) => new(fault, inner);
}
