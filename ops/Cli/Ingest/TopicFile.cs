using Sluice.Cli.Hosting;
using Sluice.Connectors.Embedded;
using Sluice.Engine.Log;
using Sluice.Topology;
using Sluice.Topology.Records.Shapes;
using Sluice.Topology.Reference;

namespace Sluice.Cli.Ingest;

/// <summary>A file and the topic its records go to.</summary>
internal sealed record TopicFile(TopicShape Shape, string Path)
{
    /// <summary>
    /// Bytes of a record that still reaches the log. Its key may be as long as its payload, and both must fit.
    /// </summary>
    public const int RecordBytesMax = ((EmbeddedLimits.RecordBytesMax - Frames.HeaderBytes) / 2) - 1;

    /// <summary>Of a larger record so many bytes go to the log: enough that the engine rejects it for its size.</summary>
    public const int BytesKept = PayloadRules.BytesMax + 1;

    private static readonly string[] Kinds = [".jsonl", ".csv"];

    /// <summary>The topics this version takes, reference data first.</summary>
    public static IReadOnlyList<string> Topics { get; } =
    [
        ReferenceTopics.Clients, ReferenceTopics.Providers, ReferenceTopics.ProviderPricingRules, ReferenceTopics.ClientPricingRules,
        ReferenceTopics.FxRates, ReferenceTopics.Aliases, FinanceTopics.Reports,
    ];

    /// <summary>Whether every shard reads the topic: such a topic has one partition.</summary>
    public static bool IsReference(string topic) => topic != FinanceTopics.Reports;

    /// <exception cref="CliException">No such topic or file.</exception>
    public static TopicFile Of(string topic, string path)
    {
        if (!Topics.Contains(topic) || TopicCatalogue.Find(topic) is not { } shape)
        {
            throw CliException.Usage($"there is no topic \"{topic}\": the topics are {string.Join(", ", Topics)}");
        }

        var kinds = topic == ReferenceTopics.FxRates ? [.. Kinds, .. EcbConversion.OwnKinds] : Kinds;
        if (!kinds.Contains(System.IO.Path.GetExtension(path).ToLowerInvariant()))
        {
            throw CliException.Usage($"{path} must be a {string.Join(" or a ", kinds)} file");
        }

        if (Directory.Exists(path))
        {
            throw CliException.Usage($"{path} is a folder: to take all files in it, write ingest --dir {path}");
        }

        return File.Exists(path) ? new TopicFile(shape, path) : throw CliException.Usage($"there is no file {path}");
    }

    /// <summary>The files of a folder that belong to topics, reference data first, and the names of all others.</summary>
    public static (IReadOnlyList<TopicFile> Files, IReadOnlyList<string> Skipped) In(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw CliException.Usage($"there is no folder {folder}");
        }

        var wanted = Topics.SelectMany(topic => Kinds.Select(kind => (Topic: topic, Path: System.IO.Path.Combine(folder, topic + kind))))
            .Where(f => File.Exists(f.Path)).ToList();
        var skipped = Directory.EnumerateFileSystemEntries(folder).Except(wanted.Select(f => f.Path)).Select(p => System.IO.Path.GetFileName(p)!);
        return ([.. wanted.Select(f => Of(f.Topic, f.Path))], [.. skipped.Order(StringComparer.Ordinal)]);
    }

    /// <summary>Opens the file for reading once, from its start.</summary>
    /// <param name="note">Is told of every record that had to be cut.</param>
    public IRecordSource Open(Action<string> note)
    {
        var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
        return System.IO.Path.GetExtension(Path).Equals(".csv", StringComparison.OrdinalIgnoreCase)
            ? new CsvRecords(stream, Shape, note)
            : new JsonLines(stream, note);
    }

    /// <summary>What to say of a record that had to be cut.</summary>
    public static string CutNote(string place, long bytes) =>
        $"{place} has {bytes} bytes and the log takes at most {RecordBytesMax}: its first {BytesKept} go in, and end in the dead letters as too large";
}
