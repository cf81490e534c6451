using System.Security.Cryptography;
using System.Text;
using Sluice.Cli.Documents;
using Sluice.Cli.Rendering;

namespace Sluice.Cli.Pack;

/// <summary>Writes a close pack to a folder.</summary>
internal sealed class PackWriter(string folder)
{
    public const string Sums = "SHA256SUMS";
    public const string Index = "index.html";
    private const string DocumentsFolder = "documents";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly List<PackFile> _files = [];

    /// <summary>The page of a document, as an address from the index.</summary>
    public static string AddressOf(Document document) => $"{DocumentsFolder}/{Uri.EscapeDataString(PageOf(document))}";

    /// <summary>Writes all files, and at last the sums of the others.</summary>
    /// <returns>What was written, by path.</returns>
    public IReadOnlyList<PackFile> Write(ClosePack pack)
    {
        Directory.CreateDirectory(Path.Combine(folder, DocumentsFolder));
        foreach (var section in pack.Sections.Where(s => s.Rows.Count > 0))
        {
            var csv = new StringWriter();
            RowWriter.Csv(csv, section.Table, section.Rows);
            Write(section.File, csv.ToString());
        }

        foreach (var document in pack.Documents)
        {
            Write($"{DocumentsFolder}/{PageOf(document)}", DocumentPage.Of(document, pack.Frame));
        }

        Write(Index, PackIndex.Page(pack));
        var files = _files.OrderBy(f => f.Path, StringComparer.Ordinal).ToList();
        Write(Sums, string.Concat(files.Select(f => $"{f.Sha256}  {f.Path}\n")));
        return [.. files, _files[^1]];
    }

    /// <summary>A number may hold signs that no file's name may.</summary>
    private static string PageOf(Document document) => Uri.EscapeDataString(document.Number) + ".html";

    private void Write(string path, string text)
    {
        var bytes = Utf8.GetBytes(text);
        File.WriteAllBytes(Path.Combine(folder, path), bytes);
        _files.Add(new PackFile(path, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))));
    }
}

/// <summary>A file of a pack.</summary>
/// <param name="Path">From the pack's folder, with slashes.</param>
internal sealed record PackFile(string Path, long Bytes, string Sha256);
