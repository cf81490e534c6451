namespace Sluice.Samples.Writing;

/// <summary>One open .jsonl file a topic.</summary>
internal sealed class TopicFiles : IDisposable
{
    private readonly Dictionary<string, FileStream> _files = new(StringComparer.Ordinal);

    public TopicFiles(string folder, IReadOnlyList<string> topics)
    {
        Directory.CreateDirectory(folder);
        foreach (var topic in topics)
        {
            var path = Path.Combine(folder, topic + ".jsonl");
            _files[topic] = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1 << 18);
        }
    }

    public void Write(string topic, ReadOnlySpan<byte> json)
    {
        var file = _files[topic];
        file.Write(json);
        file.WriteByte((byte)'\n');
    }

    public void Dispose()
    {
        foreach (var file in _files.Values)
            file.Dispose();
    }
}
