namespace Sluice.Engine.Tests.Tidy.Trees;

/// <summary>The repository the tests were built from: the nearest folder upward that holds Streaming.sln.</summary>
public static class Repository
{
    // What .gitignore keeps out, so that the walk needs no git and works in an unpacked archive too.
    private static readonly string[] IgnoredFolders =
        ["bin", "obj", ".git", ".vs", ".idea", ".vscode", "TestResults", "BenchmarkDotNet.Artifacts", "node_modules", "StrykerOutput"];

    private static readonly string[] IgnoredAtRoot = ["data", "secrets", ".build", ".git", ".env", "Directory.Build.local.props"];

    private static readonly string[] Binary = [".png", ".ico", ".woff2", ".bin", ".gz", ".zip", ".db", ".seg", ".dll"];

    private static readonly Lazy<Tree> Files = new(Read);

    public static string Root { get; } = FindRoot();

    public static Tree Tree => Files.Value;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Streaming.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Streaming.sln.");
    }

    private static Tree Read()
    {
        var files = new List<SourceFile>();
        Walk(new DirectoryInfo(Root), "", files);
        return new Tree(files.OrderBy(f => f.Path, StringComparer.Ordinal).ToList());
    }

    private static void Walk(DirectoryInfo folder, string path, List<SourceFile> files)
    {
        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            if (path.Length == 0 && (IgnoredAtRoot.Contains(entry.Name) || entry.Extension == ".user"))
                continue;
            if (entry is DirectoryInfo inner && entry.LinkTarget is null && !IgnoredFolders.Contains(entry.Name))
                Walk(inner, $"{path}{entry.Name}/", files);
            else if (entry is FileInfo)
                files.Add(new SourceFile(path + entry.Name, Binary.Contains(entry.Extension) ? "" : File.ReadAllText(entry.FullName)));
        }
    }
}
