using System.Net;
using System.Net.Sockets;
using Sluice.EndToEnd.Tests.Harness;
using Sluice.Engine.Telemetry;

namespace Sluice.EndToEnd.Tests;

public sealed class ListenTests : SmallMarket
{
    [Fact]
    public async Task A_worker_tells_metrics_and_health_while_it_runs()
    {
        var address = $"127.0.0.1:{FreePort()}";
        using var run = Start("run", "--listen", address);
        using var client = new HttpClient { BaseAddress = new Uri($"http://{address}") };
        await Wait.UntilAsync(async () => await IsReadyAsync(client), "a worker that is ready");
        await IngestReferenceAsync();
        await IngestReportsAsync([.. Enumerable.Range(1, 620).Select(n => Records.Report(n)), "{"]);

        await Wait.UntilAsync(
            async () => (await client.GetStringAsync("/metrics")).Contains($"{MetricNames.RecordsCommitted} 621\n"), "621 records measured");
        var text = await client.GetStringAsync("/metrics");
        text.ShouldContain($"{MetricNames.DeadLetters} 1\n");
        text.ShouldContain($"{MetricNames.ShardsLoaded} 4\n");
        (await client.GetStringAsync("/health/live")).ShouldBe("alive\n");

        var stopped = await run.InterruptAsync();
        stopped.ExitCode.ShouldBe(0);
        stopped.Stderr.ShouldContain($"metrics and health at http://{address}");
    }

    [Fact]
    public async Task An_address_that_cannot_be_had_is_told()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var refused = await RunAsync("run", "--until-idle", "--listen", $"{port}");
        refused.ExitCode.ShouldBe(1);
        refused.Stderr.ShouldContain($"127.0.0.1:{port}");
        (await RunAsync("run", "--until-idle", "--listen", "nowhere")).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Books_are_prepared_without_being_run()
    {
        await SucceedAsync("run", "--prepare", "--partitions", "3");
        (await RunAsync("run", "--until-idle", "--partitions", "4")).ExitCode.ShouldBe(3);
        (await JsonAsync("show", "margin")).ShouldBeEmpty();
        await SucceedAsync("run", "--prepare");
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync("/health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
