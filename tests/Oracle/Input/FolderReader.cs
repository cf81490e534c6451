namespace Sluice.Oracle.Input;

/// <summary>Reads a folder of TOPIC.jsonl files as one partition a topic.</summary>
/// <remarks>The offset of a record is the number of non-blank lines before it. A missing file is an empty topic.</remarks>
public static class FolderReader
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>All records of the folder, topic after topic, read as they are asked for.</summary>
    public static IEnumerable<OracleRecord> Read(string folder) =>
        Topics.All.SelectMany(topic => ReadFile(topic, Path.Combine(folder, topic + ".jsonl")));

    private static IEnumerable<OracleRecord> ReadFile(string topic, string path)
    {
        if (!File.Exists(path))
            yield break;
        var offset = 0L;
        foreach (var line in Lines(path))
        {
            if (line.AsSpan().Trim(" \t\r"u8).IsEmpty)
                continue;
            yield return new OracleRecord(topic, 0, offset++, Key: null, line);
        }
    }

    // Bytes, not text: a reader that decodes would mend broken UTF-8 before the validator sees it.
    private static IEnumerable<byte[]> Lines(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var buffer = new byte[1 << 16];
        var line = new List<byte>();
        var first = true;
        int count;
        while ((count = file.Read(buffer)) > 0)
        {
            var start = 0;
            if (first && buffer.AsSpan(0, count).StartsWith(ByteOrderMark))
                start = ByteOrderMark.Length;
            first = false;
            for (int end; (end = Array.IndexOf(buffer, (byte)'\n', start, count - start)) >= 0; start = end + 1)
            {
                line.AddRange(buffer.AsSpan(start, end - start));
                yield return line.ToArray();
                line.Clear();
            }
            line.AddRange(buffer.AsSpan(start, count - start));
        }
        if (line.Count > 0)
            yield return line.ToArray();
    }
}
