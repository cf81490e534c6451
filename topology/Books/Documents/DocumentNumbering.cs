using System.Globalization;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Documents;

/// <summary>How documents are numbered: the series, the month and a count from 1 without gaps, at most 16 characters.</summary>
public sealed class DocumentNumbering
{
    public const string Invoices = "INV";
    public const string Statements = "PAY";
    public const string Supplementary = "SUP";
    public const string CreditNotes = "CN";

    /// <summary>Such as <c>INV-2601-000001</c>.</summary>
    public const string DefaultFormat = "{series}-{yy}{mm}-{number}";

    /// <summary>Characters of a number: what India's tax law (CGST rule 46) lets an invoice have.</summary>
    public const int LengthMax = 16;

    private const string Series = "{series}";
    private const string Number = "{number}";
    private const int DigitsMax = 6;

    private readonly string _format;
    private readonly int _digits;

    /// <param name="format">Text with <c>{series}</c>, <c>{yy}</c> or <c>{yyyy}</c>, <c>{mm}</c> and <c>{number}</c> once each.</param>
    /// <exception cref="ArgumentException">A part is missing, or no room is left for the number.</exception>
    public DocumentNumbering(string format = DefaultFormat)
    {
        foreach (var part in new[] { Series, "{mm}", Number })
        {
            if (format.Split(part).Length != 2)
            {
                throw new ArgumentException($"the format of document numbers must have {part} once: {format}", nameof(format));
            }
        }

        if (format.Split("{yy}").Length + format.Split("{yyyy}").Length != 3)
        {
            throw new ArgumentException($"the format of document numbers must have {{yy}} or {{yyyy}} once: {format}", nameof(format));
        }

        _format = format;
        _digits = Math.Min(DigitsMax, LengthMax - Fill(new BusinessMonth(2000, 1), Invoices, "").Length);
        if (_digits < 3)
        {
            throw new ArgumentException($"the format of document numbers leaves fewer than 3 of {LengthMax} characters for the number: {format}", nameof(format));
        }
    }

    /// <summary>Whether no other month has the same numbers: with two digits of the year those of 2000 to 2099.</summary>
    public bool Takes(BusinessMonth month) => month.Year is >= 2000 and <= 2099 || _format.Contains("{yyyy}", StringComparison.Ordinal);

    /// <exception cref="OverflowException">The month's series is full.</exception>
    public string Of(string series, BusinessMonth month, long number)
    {
        var text = Fill(month, series, number.ToString(CultureInfo.InvariantCulture).PadLeft(_digits, '0'));
        return text.Length <= LengthMax
            ? text
            : throw new OverflowException($"series {series} of {month} is full: number {number} would have more than {LengthMax} characters");
    }

    private string Fill(BusinessMonth month, string series, string number) => _format
        .Replace(Series, series, StringComparison.Ordinal)
        .Replace("{yyyy}", month.Year.ToString("0000", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{yy}", (month.Year % 100).ToString("00", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{mm}", month.Month.ToString("00", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace(Number, number, StringComparison.Ordinal);
}
