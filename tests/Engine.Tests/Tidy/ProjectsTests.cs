using Sluice.Engine.Tests.Tidy.Rules;
using Sluice.Engine.Tests.Tidy.Trees;

namespace Sluice.Engine.Tests.Tidy;

public class ProjectsTests
{
    [Fact]
    public void References_point_one_way() => Projects.WrongReferences(Repository.Tree).ShouldBeEmpty();

    [Fact]
    public void The_engine_is_compiled_against_nothing_of_ours() =>
        typeof(Limits).Assembly.GetReferencedAssemblies().Select(a => a.Name!).ShouldNotContain(n => n.StartsWith("Sluice"));

    [Fact]
    public void The_test_kit_is_compiled_against_the_engine_alone() =>
        typeof(Sluice.Engine.Testing.Memory.InMemoryLog).Assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(n => n.StartsWith("Sluice", StringComparison.Ordinal)).ShouldBe(["Sluice.Engine"]);

    [Fact]
    public void The_solution_holds_every_project() => Projects.Strays(Repository.Tree).ShouldBeEmpty();

    [Fact]
    public void Package_versions_stand_in_one_file() => Projects.OwnVersions(Repository.Tree).ShouldBeEmpty();

    [Theory]
    [InlineData("engine/Engine.csproj", "../topology/Topology.csproj", "topology/Topology.csproj")]
    [InlineData("engine/Engine.csproj", "Testing/Engine.Testing.csproj", "engine/Testing/Engine.Testing.csproj")]
    [InlineData("topology/Topology.csproj", "../connectors/Files/Files.csproj", "connectors/Files/Files.csproj")]
    [InlineData("topology/Topology.csproj", "../engine/Testing/Engine.Testing.csproj", "engine/Testing/Engine.Testing.csproj")]
    [InlineData("connectors/Files/Files.csproj", "..\\..\\topology\\Topology.csproj", "topology/Topology.csproj")]
    [InlineData("ops/Cli/Cli.csproj", "../../tests/Oracle/Oracle.csproj", "tests/Oracle/Oracle.csproj")]
    [InlineData("tests/Oracle/Oracle.csproj", "../../engine/Engine.csproj", "engine/Engine.csproj")]
    public void A_reference_the_wrong_way_is_found(string project, string reference, string target) =>
        Projects.WrongReferences(Tree.Of((project, Project($"<ProjectReference Include=\"{reference}\" />"))))
            .ShouldBe([$"{project} must not reference {target}"]);

    [Theory]
    [InlineData("ops/Cli/Cli.csproj", "../../connectors/Files/Files.csproj")]
    [InlineData("topology/Topology.csproj", "../engine/Engine.csproj")]
    [InlineData("tests/Topology.Tests/Topology.Tests.csproj", "../../engine/Testing/Engine.Testing.csproj")]
    public void A_reference_the_right_way_passes(string project, string reference) =>
        Projects.WrongReferences(Tree.Of((project, Project($"<ProjectReference Include=\"{reference}\" />")))).ShouldBeEmpty();

    [Fact]
    public void A_project_outside_the_solution_is_found()
    {
        const string Solution = "Project(\"{1}\") = \"Engine\", \"engine\\Engine.csproj\", \"{2}\"\nProject(\"{1}\") = \"Gone\", \"ops\\Gone.csproj\", \"{3}\"\n";
        Projects.Strays(Tree.Of(("Streaming.sln", Solution), ("engine/Engine.csproj", ""), ("bench/Bench.csproj", "")))
            .ShouldBe(["bench/Bench.csproj is not in Streaming.sln", "ops/Gone.csproj is in Streaming.sln only"]);
    }

    [Fact]
    public void A_version_outside_its_file_is_found()
    {
        var tree = Tree.Of(
            ("Directory.Packages.props", Project("<PackageVersion Include=\"A\" Version=\"1\" />")),
            ("a/A.csproj", Project("<PackageReference Include=\"A\" Version=\"2\" />")),
            ("b/B.csproj", Project("<PackageReference Include=\"A\"><VersionOverride>2</VersionOverride></PackageReference>")),
            ("c/C.csproj", Project("<PackageReference Include=\"B\" />")),
            ("d/D.csproj", Project("<PackageReference Include=\"A\" PrivateAssets=\"all\" />")));
        Projects.OwnVersions(tree).ShouldBe(
        [
            "a/A.csproj gives A a version of its own",
            "b/B.csproj gives A a version of its own",
            "c/C.csproj uses B, which Directory.Packages.props does not know",
        ]);
    }

    private static string Project(string item) => $"<Project><ItemGroup>{item}</ItemGroup></Project>";
}
