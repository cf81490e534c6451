namespace Sluice.EndToEnd.Tests.Show;

public sealed class ShowLagTests : ShowMarket
{
    [Fact]
    public async Task Reference_data_that_a_shard_has_not_worked_in_yet_is_said_beside_it()
    {
        await IngestReferenceAsync();
        await ProcessAsync();
        (await SucceedAsync("show", "lag")).Stdout.ShouldNotContain("to work in");

        await IngestAsync("clients", Client("C-2", "USD"), Client("C-3", "USD"));
        await IngestAsync("fx_rates", Rate("USD", "2026-01-31", "90"));

        var behind = await TableAsync("show", "lag");
        behind.Count(l => l.EndsWith("3 newer reference records to work in", StringComparison.Ordinal)).ShouldBe(4);
        behind.Single(l => l.StartsWith("clients ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(["clients", "all", "1", "3", "2"]);
        var rows = await JsonAsync("show", "lag");
        rows.Where(r => r.GetProperty("topic").GetString() == "clients").Select(r => r.GetProperty("lag").GetInt64()).ShouldBe([2, 2, 2, 2]);

        await ProcessAsync();
        (await SucceedAsync("show", "lag")).Stdout.ShouldNotContain("to work in");
    }
}
