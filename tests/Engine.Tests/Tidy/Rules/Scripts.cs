using System.Diagnostics;
using Sluice.Engine.Tests.Tidy.Trees;

namespace Sluice.Engine.Tests.Tidy.Rules;

/// <summary>Shell scripts parse and can be run; the root holds only what belongs there.</summary>
public static class Scripts
{
    private static readonly string[] RootFiles =
    [
        ".dockerignore", ".editorconfig", ".gitattributes", ".gitignore", "CHANGELOG.md", "Directory.Build.props",
        "Directory.Build.targets", "Directory.Packages.props", "LICENSE", "README.md", ".env.example", "Streaming.sln", "docker-compose.yml",
        "global.json", "nuget.config", "sluice", "test",
    ];

    public static IEnumerable<string> StrayAtRoot(Tree tree) =>
        tree.Files.Select(f => f.Path).Where(p => !p.Contains('/')).Except(RootFiles);

    public static IEnumerable<SourceFile> Shell(Tree tree) =>
        tree.Files.Where(f => f.Path.EndsWith(".sh", StringComparison.Ordinal) || FirstLine(f) is "#!/usr/bin/env bash" or "#!/bin/bash" or "#!/bin/sh");

    /// <summary>Scripts that bash cannot parse, with its words.</summary>
    public static async Task<IReadOnlyList<string>> UnparsedAsync(Tree tree)
    {
        var faults = new List<string>();
        foreach (SourceFile script in Shell(tree))
        {
            var start = new ProcessStartInfo("bash", "-n") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardError = true };
            using Process bash = Process.Start(start)!;
            await bash.StandardInput.WriteAsync(script.Text);
            bash.StandardInput.Close();
            string words = await bash.StandardError.ReadToEndAsync();
            await bash.WaitForExitAsync();
            if (bash.ExitCode != 0)
                faults.Add($"{script.Path}: {words.Trim()}");
        }

        return faults;
    }

    private static string FirstLine(SourceFile file) => file.Text.StartsWith("#!", StringComparison.Ordinal) ? file.Text.Split('\n')[0] : "";
}
