using Sluice.Engine.Tests.Tidy.Rules;
using Sluice.Engine.Tests.Tidy.Trees;

namespace Sluice.Engine.Tests.Tidy;

public class ScriptsTests
{
    [Fact]
    public void The_root_holds_only_what_belongs_there() => Scripts.StrayAtRoot(Repository.Tree).ShouldBeEmpty();

    [Fact]
    public async Task Every_shell_script_parses() => (await Scripts.UnparsedAsync(Repository.Tree)).ShouldBeEmpty();

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Shell_scripts_without_an_extension_can_be_run()
    {
        string[] scripts = Scripts.Shell(Repository.Tree).Select(s => s.Path).Where(p => !p.EndsWith(".sh", StringComparison.Ordinal)).ToArray();
        scripts.ShouldContain("test");
        scripts.ShouldContain(".ci/run");
        scripts.Where(s => !File.GetUnixFileMode(Path.Combine(Repository.Root, s)).HasFlag(UnixFileMode.UserExecute)).ShouldBeEmpty();
    }

    [Fact]
    public void A_stray_file_at_the_root_is_found() =>
        Scripts.StrayAtRoot(Tree.Of(("README.md", ""), ("PLAN.md", ""), ("docs/PLAN.md", ""))).ShouldBe(["PLAN.md"]);

    [Fact]
    public async Task A_script_that_does_not_parse_is_found()
    {
        var tree = Tree.Of(
            ("good.sh", "if true; then echo yes; fi\n"),
            ("bad.sh", "if true; then echo yes\n"),
            ("worse", "#!/usr/bin/env bash\necho $(\n"),
            ("text.md", "if true; then\n"));
        IReadOnlyList<string> faults = await Scripts.UnparsedAsync(tree);
        faults.Select(f => f.Split(':')[0]).ShouldBe(["bad.sh", "worse"]);
    }
}
