namespace Sluice.Engine.Tests.Tidy.Trees;

/// <summary>A file of the tree: its path from the root with forward slashes, and its text.</summary>
public sealed record SourceFile(string Path, string Text)
{
    private string? _code;

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The text with comments and the insides of strings blanked: what the compiler acts on, line for line.</summary>
    public string Code => _code ??= CodeText.Of(Text);

    public int Lines => Text.Length == 0 ? 0 : Text.AsSpan().TrimEnd('\n').Count('\n') + 1;

    /// <summary>Whether the file lies below one of the folders, each named with its closing slash.</summary>
    public bool IsUnder(params ReadOnlySpan<string> folders)
    {
        foreach (string folder in folders)
        {
            if (Path.StartsWith(folder, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
