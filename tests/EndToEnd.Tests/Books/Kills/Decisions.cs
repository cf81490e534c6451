using System.Text;
using System.Text.Json.Nodes;
using Sluice.Connectors.Embedded;
using Sluice.EndToEnd.Child.Running;
using Sluice.EndToEnd.Tests.Million;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Topology;

namespace Sluice.EndToEnd.Tests.Books.Kills;

/// <summary>
/// A log in which a month of reports is in the books already, and a forced close, late reports, dearer prices, a rerun that
/// is applied, the same once more, and a credit note are still to come: all that follows is a function of it.
/// </summary>
internal static class Decisions
{
    public const int Shards = 4;

    private const string Month = "2026-01";

    // One in so many reports comes after the close.
    private const int Late = 20;

    private static readonly DateTimeOffset s_issuedAt = new(2026, 2, 1, 3, 0, 0, TimeSpan.Zero);

    /// <summary>Makes it at a path.</summary>
    public static async Task MakeAsync(string path, long reports)
    {
        var market = new Market(reports, seed: 5);
        await using var database = await EmbeddedDatabase.OpenAsync(new EmbeddedOptions { Path = path });
        await EngineRig.PrepareAsync(database.Log, Shards);
        await using (var engine = await EngineRig.StartAsync(database.Log, database.Store, Shards, Engine.Limits.BatchRecordsMax))
        {
            var feed = new Feed(market, Shards);
            await feed.AppendAsync(database.Log, market.Reference.Concat(market.Reports.Where(r => r % Late != 0)));
            await engine.WaitIdleAsync(CancellationToken.None);
            await engine.DisposeAsync();
            await SendAsync(database.Log, "close", "month-close", new JsonObject { ["month"] = Month, ["force"] = true });
            await feed.AppendAsync(database.Log, market.Reports.Where(r => r % Late == 0));
        }

        await RepriceAsync(database.Log, market);
        foreach (var id in new[] { "rerun", "rerun-again" })
        {
            await SendAsync(database.Log, id, "rerun", new JsonObject
            {
                ["months"] = new JsonArray(Month),
                ["pricing"] = "current",
                ["include_late"] = true,
                ["apply"] = true,
            });
        }

        await SendAsync(database.Log, "note", "credit-note", new JsonObject { ["invoice_number"] = "INV-2601-000001", ["amount"] = 1m });
    }

    /// <summary>Every second rule of a client gets a version with a fee a report that is dearer or cheaper.</summary>
    private static async Task RepriceAsync(ILog log, Market market)
    {
        var topic = new TopicPartition("client_pricing_rules", 0);
        var batch = new LogBatchBuilder();
        var changed = 0;
        foreach (var number in market.Reference.Where(r => market.Records[r].Topic == topic.Topic && r % 2 == 0))
        {
            var rule = JsonNode.Parse(market.Records[number].Json)!.AsObject();
            foreach (var tier in rule["tiers"]!.AsArray())
            {
                tier!["unit_price"] = tier["unit_price"]!.GetValue<decimal>() + (++changed % 3 == 0 ? 7 : -7);
            }

            rule["recorded_at"] = "2026-02-01T00:00:00Z";
            batch.Add(market.Key(number), Encoding.UTF8.GetBytes(rule.ToJsonString()), timestampMs: 0);
        }

        changed.ShouldBeGreaterThan(10);
        await log.AppendAsync([(topic, batch.Take())], CancellationToken.None);
    }

    public static async Task SendAsync(ILog log, string id, string type, JsonObject fields)
    {
        var cut = await CommandCut.NowAsync(FinanceTopology.Build(new BooksSettings()), log, CancellationToken.None);
        var message = CommandMessage.Write(EngineRig.Seal, id, type, "asha", "a test", s_issuedAt, cut, fields);
        await CommandMessage.SendAsync(log, id, message, s_issuedAt, CancellationToken.None);
    }
}
