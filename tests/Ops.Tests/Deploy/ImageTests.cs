using Sluice.Engine.Tests.Tidy.Trees;
using Sluice.Ops.Tests.Deploy.Rules;

namespace Sluice.Ops.Tests.Deploy;

public class ImageTests
{
    private static Tree Tree => Repository.Tree;

    [Fact]
    public void All_that_the_image_is_built_from_gets_into_it()
    {
        ImageRules.MissingSources(Tree).ShouldBeEmpty();
        ImageRules.MissingProjects(Tree).ShouldBeEmpty();
        ImageRules.MissingScripts(Tree).ShouldBeEmpty();
    }

    [Fact]
    public void The_image_is_careful() => ImageRules.Careless(Tree).ShouldBeEmpty();

    [Theory]
    [InlineData("engine/Engine.csproj", false)]
    [InlineData("ops/docker/health", false)]
    [InlineData("engine/Testing/Engine.Testing.csproj", true)]
    [InlineData("engine/obj/project.assets.json", true)]
    [InlineData("Directory.Build.local.props", true)]
    [InlineData("secrets/worker.pgpass", true)]
    [InlineData(".env", true)]
    [InlineData("tests/Oracle/Oracle.csproj", true)]
    public void Only_what_is_built_is_sent_to_the_engine(string path, bool ignored) => ImageRules.IsIgnored(Tree, path).ShouldBe(ignored);

    [Fact]
    public void A_source_that_is_not_there_is_told()
    {
        ImageRules.MissingSources(Tree.With(ImageRules.Dockerfile, "COPY engine/", "COPY engines/")).ShouldBe(["engines/ is copied and not there"]);
        ImageRules.MissingSources(Tree.With(".dockerignore", "!eng/\n", "")).ShouldBe(["eng/ is copied and not there"]);
        ImageRules.MissingScripts(Tree.Without("ops/docker/health")).ShouldBe(["ops/docker/health is copied and not there"]);
    }

    [Fact]
    public void A_project_that_is_left_out_is_told()
    {
        ImageRules.MissingProjects(Tree.With(ImageRules.Dockerfile, "COPY topology/ topology/\n", "")).ShouldBe(["topology/Topology.csproj does not get into the image"]);
        ImageRules.MissingProjects(Tree.With("ops/Cli/Cli.csproj", "../Samples/Samples.csproj", "../../engine/Testing/Engine.Testing.csproj"))
            .ShouldContain("engine/Testing/Engine.Testing.csproj does not get into the image");
    }

    [Theory]
    [InlineData("USER $APP_UID", "USER root", "the image runs as root")]
    [InlineData("HEALTHCHECK ", "LABEL health=", "the image has no health check")]
    [InlineData("aspnet:10.0", "aspnet:latest", "mcr.microsoft.com/dotnet/aspnet:latest is not pinned")]
    public void A_careless_image_is_told(string from, string to, string fault) =>
        ImageRules.Careless(Tree.With(ImageRules.Dockerfile, from, to)).ShouldBe([fault]);
}
