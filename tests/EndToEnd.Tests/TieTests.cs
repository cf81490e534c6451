using Sluice.EndToEnd.Tests.Harness;

namespace Sluice.EndToEnd.Tests;

public sealed class TieTests : SmallMarket
{
    [Fact]
    public async Task Versions_recorded_at_one_instant_are_named_up_to_five_and_then_counted()
    {
        await IngestReferenceAsync();
        (await SucceedAsync("run", "--until-idle")).Stderr.ShouldNotContain("warning");

        string[] clients = ["C-1", "C-2", "C-3", "C-4", "C-5", "C-6", "C-7"];
        var versions = clients.SelectMany(id => new[] { "Lakeside", "Hillside" }.Select(name =>
            Records.Client.Replace("C-1", id, StringComparison.Ordinal).Replace("Lakeside Clinic", name, StringComparison.Ordinal)));
        await SucceedAsync("ingest", "clients", Write("clients.jsonl", [.. versions]));
        var lines = (await SucceedAsync("run", "--until-idle")).Stderr.Split('\n').Where(l => l.StartsWith("warning", StringComparison.Ordinal)).ToList();

        lines.Count.ShouldBe(6);
        lines[0].ShouldBe("warning: 3 versions of client C-1 were recorded at 2025-01-01T00:00:00Z: the one with the greater text counts");
        lines[5].ShouldStartWith("warning: and 2 more");
    }
}
