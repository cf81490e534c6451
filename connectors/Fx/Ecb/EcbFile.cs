using System.IO.Compression;
using System.Text;

namespace Sluice.Connectors.Fx.Ecb;

/// <summary>Reads a file of the ECB, of whichever of its formats. A file is read as a whole or not at all.</summary>
public static class EcbFile
{
    /// <summary>Bytes that <see cref="KindOf"/> should be shown where the file has so many.</summary>
    public const int HeadBytes = 4_096;

    /// <summary>Recognises a file by how it begins, whatever it is called.</summary>
    /// <param name="head">Its first bytes.</param>
    public static EcbKind KindOf(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK\u0003\u0004"u8))
        {
            return EcbKind.Zip;
        }

        head = head.StartsWith(Encoding.UTF8.Preamble) ? head[Encoding.UTF8.Preamble.Length..] : head;
        head = head.TrimStart(" \t\r\n"u8);
        if (head.StartsWith("<"u8))
        {
            return EcbKind.Xml;
        }

        var line = head.IndexOf((byte)'\n') is >= 0 and var end ? head[..end] : head;
        var cells = Array.ConvertAll(Encoding.UTF8.GetString(line).Split(','), c => c.Trim());

        // A first cell that is a date is a file whose header is lost: still the ECB's, and refused for that. Records of
        // the topic may have their date in the first column too, but they have a base.
        var dated = cells[0].Equals("Date", StringComparison.OrdinalIgnoreCase) || EcbValues.TryDate(cells[0], out _);
        return cells.Length > 1 && dated && !cells.Contains("base") ? EcbKind.Csv : EcbKind.None;
    }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="EcbFormatException">It is not the ECB's, or is damaged.</exception>
    public static EcbRates Read(byte[] content)
    {
        return KindOf(content.AsSpan(0, Math.Min(content.Length, HeadBytes))) switch
        {
            EcbKind.Csv => EcbCsv.Read(content),
            EcbKind.Xml => EcbXml.Read(content),
            EcbKind.Zip => Read(Unzipped(content)),
            _ => throw EcbFormatException.Of("this is no file of the European Central Bank's: it must begin with Date,USD,… or be its XML or a zip of either"),
        };
    }

    /// <summary>Reads a stream to its end, but no more than a file may have.</summary>
    /// <exception cref="EcbFormatException">It has more bytes than <see cref="FxLimits.FileBytesMax"/>.</exception>
    public static byte[] Bytes(Stream stream)
    {
        using var all = new MemoryStream();
        var block = new byte[81_920];
        for (int read; (read = stream.Read(block)) > 0;)
        {
            all.Write(block, 0, read);
            if (all.Length > FxLimits.FileBytesMax)
            {
                throw EcbFormatException.Of($"it has more than the {FxLimits.FileBytesMax >> 20} MiB that a file of rates may have");
            }
        }

        return all.ToArray();
    }

    /// <summary>The only file in the archive.</summary>
    private static byte[] Unzipped(byte[] content)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            if (archive.Entries is not [var entry])
            {
                throw EcbFormatException.Of($"the archive holds {archive.Entries.Count} files: one is expected");
            }

            using var file = entry.Open();
            var bytes = Bytes(file);
            return KindOf(bytes.AsSpan(0, Math.Min(bytes.Length, HeadBytes))) is EcbKind.Csv or EcbKind.Xml
                ? bytes
                : throw EcbFormatException.Of($"{entry.FullName} in the archive is no file of rates");
        }
        catch (InvalidDataException damaged)
        {
            throw EcbFormatException.Of($"the archive is damaged: {damaged.Message}", damaged);
        }
    }
}
