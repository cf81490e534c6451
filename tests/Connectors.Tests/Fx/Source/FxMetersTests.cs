using System.Diagnostics.Metrics;
using Sluice.Connectors.Tests.Fx.Http;
using Sluice.Engine.Telemetry;

namespace Sluice.Connectors.Tests.Fx.Source;

public sealed class FxMetersTests : FeedDesk
{
    [Fact]
    public async Task Downloads_appended_rates_and_their_age_are_measured()
    {
        var measured = new List<(string Name, long Value, string? Result)>();
        using var listener = new MeterListener
        {
            // Other tests measure at the same time, each with a meter of its own.
            InstrumentPublished = (instrument, l) =>
            {
                if (Meters.Owns(instrument))
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => measured.Add((i.Name, value, tags.Length > 0 ? (string?)tags[0].Value : null)));
        listener.SetMeasurementEventCallback<int>((i, value, _, _) => measured.Add((i.Name, value, null)));
        listener.Start();
        Server.Serve(
            Daily,
            TestServer.Status(500),
            TestServer.Ok(EcbSamples.Dollars(("2026-04-13", 90)), "\"v1\""),
            TestServer.Status(304),
            TestServer.Status(404),
            TestServer.Ok("garbage"));

        for (var round = 0; round < 4; round++)
        {
            await FetchAsync(path: Daily, from: "2026-04-13");
        }

        measured.Where(m => m.Name == MetricNames.Fx.Fetches).Select(m => m.Result)
            .ShouldBe(["retried", "fetched", "not_modified", "failed", "fetched", "unreadable"]);
        measured.Where(m => m.Name == MetricNames.Fx.RatesAppended).Select(m => m.Value).ShouldBe([2]);
        measured.Where(m => m.Name == MetricNames.Fx.RateAge).Select(m => m.Value).ShouldAllBe(age => age == 1);
        measured.Count(m => m.Name == MetricNames.Fx.RateAge).ShouldBe(4);
    }
}
