using System.Xml;

namespace Sluice.Connectors.Fx.Ecb;

/// <summary>
/// The ECB's XML: a gesmes envelope around a Cube, in it a Cube a date, in that a Cube a currency. Nothing outside the
/// file is ever opened for it, and a document type is refused.
/// </summary>
internal static class EcbXml
{
    private const string Gesmes = "http://www.gesmes.org/xml/2002-08-01";
    private const string Rates = "http://www.ecb.int/vocabulary/2002-08-01/eurofxref";

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        MaxCharactersInDocument = FxLimits.FileBytesMax,
    };

    public static EcbRates Read(byte[] content)
    {
        try
        {
            using var xml = XmlReader.Create(new MemoryStream(content, writable: false), Settings);
            xml.MoveToContent();
            if (xml.LocalName != "Envelope" || xml.NamespaceURI != Gesmes)
            {
                throw EcbFormatException.At(Line(xml), $"the root is <{EcbValues.Shown(xml.Name)}>, not the ECB's <gesmes:Envelope>");
            }

            return Envelope(xml);
        }
        catch (XmlException damaged)
        {
            throw EcbFormatException.Of($"line {Math.Max(1, damaged.LineNumber)}: no well-formed XML: {damaged.Message}", damaged);
        }
    }

    private static EcbRates Envelope(XmlReader xml)
    {
        var days = new EcbDays();
        var currencies = new HashSet<string>(StringComparer.Ordinal);
        (DateOnly Date, long Line)? date = null;
        var quotes = new Dictionary<string, decimal>(StringComparer.Ordinal);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "Cube" || xml.NamespaceURI != Rates)
            {
                continue;
            }

            if (xml.GetAttribute("time") is { } time)
            {
                Close();
                date = (EcbValues.Date(time, Line(xml)), Line(xml));
            }
            else if (xml.GetAttribute("currency") is { } currency)
            {
                if (date is null)
                {
                    throw EcbFormatException.At(Line(xml), EcbValues.Shown(currency), "a rate that stands under no date");
                }

                Quote(xml, currency, quotes);
                currencies.Add(currency);
            }
        }

        Close();
        return days.ToRates([.. currencies]);

        void Close()
        {
            if (date is { } open)
            {
                days.Add(new EcbDay(open.Date, open.Line, [.. quotes.Select(q => new EcbQuote(q.Key, q.Value))]));
                quotes.Clear();
            }
        }
    }

    private static void Quote(XmlReader xml, string currency, Dictionary<string, decimal> quotes)
    {
        var line = Line(xml);
        if (!EcbValues.IsCode(currency))
        {
            throw EcbFormatException.At(line, "currency", $"\"{EcbValues.Shown(currency)}\" is no currency code of three capital letters");
        }

        var text = xml.GetAttribute("rate") ?? throw EcbFormatException.At(line, currency, "the attribute rate is missing");
        if (EcbValues.Rate(text.Trim(), line, currency) is { } rate && !quotes.TryAdd(currency, rate))
        {
            throw EcbFormatException.At(line, currency, $"{currency} has two rates on one date, {quotes[currency]} and {rate}");
        }
    }

    private static long Line(XmlReader xml) => ((IXmlLineInfo)xml).LineNumber;
}
