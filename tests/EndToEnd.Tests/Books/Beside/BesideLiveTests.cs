using System.Text;
using System.Text.Json.Nodes;
using Sluice.Checking;
using Sluice.Connectors.Embedded;
using Sluice.EndToEnd.Child.Running;
using Sluice.EndToEnd.Tests.Books.Kills;
using Sluice.EndToEnd.Tests.Harness;
using Sluice.Engine;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Topology;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books;

namespace Sluice.EndToEnd.Tests.Books.Beside;

public sealed class BesideLiveTests : Sandbox
{
    private const int Shards = 2;
    private const int January = 620;
    private const string Cheaper = """{"up_to":100,"unit_price":900},{"up_to":500,"unit_price":850},{"up_to":null,"unit_price":750}""";

    /// <summary>The rerun stands still amid its reading for as long as live reports take to count: neither waits for the other.</summary>
    [Fact]
    public async Task A_rerun_of_a_closed_month_leaves_live_months_untouched_while_they_go_on()
    {
        await using var database = await EmbeddedDatabase.OpenAsync(new EmbeddedOptions { Path = Path.Combine(Folder, "sluice.db") });
        var (log, store) = (new HeldLog(database.Log, FinanceTopics.Reports), database.Store);
        await EngineRig.PrepareAsync(log, Shards);
        await AppendAsync(log, "clients", Records.Client);
        await AppendAsync(log, "providers", Records.Provider);
        await AppendAsync(log, "provider_pricing_rules", Records.ProviderRule);
        await AppendAsync(log, "client_pricing_rules", Records.ClientRule);
        await AppendAsync(log, FinanceTopics.Reports, [.. Enumerable.Range(1, January).Select(i => Records.Report(i)), .. February(1, 10)]);
        await using var engine = await EngineRig.StartAsync(log, store, Shards, Limits.BatchRecordsMax);
        await engine.WaitIdleAsync(CancellationToken.None);
        await Decisions.SendAsync(log, "close", "month-close", new JsonObject { ["month"] = "2026-01" });
        await engine.WaitIdleAsync(CancellationToken.None);
        await AppendAsync(log, "client_pricing_rules", Records.Rule("graduated", Cheaper).Replace("2025-01-01T", "2026-02-05T", StringComparison.Ordinal));
        await engine.WaitIdleAsync(CancellationToken.None);

        await log.HoldAsync();
        await Decisions.SendAsync(log, "rerun", "rerun", new JsonObject { ["months"] = new JsonArray("2026-01"), ["pricing"] = "current", ["include_late"] = false, ["apply"] = true });
        await log.Waiting.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        await AppendAsync(log, FinanceTopics.Reports, February(11, 40));
        await Wait.UntilAsync(async () => await FebruaryAsync(store) is { } row && (long)row[2]! == 40, "reports of February count while January is computed anew");
        var meanwhile = Text(await FebruaryAsync(store));
        (await CommandAsync(store, "rerun")).ShouldStartWith(CommandStatus.Running);
        (await StoredBooks.RowsAsync(store, BooksTables.CreditNotes)).ShouldBeEmpty();

        log.Release();
        await engine.WaitIdleAsync(CancellationToken.None);

        (await CommandAsync(store, "rerun")).ShouldStartWith(CommandStatus.Done);
        (await StoredBooks.RowsAsync(store, BooksTables.CreditNotes)).Single()[BooksTables.CreditNotes.Ordinal("amount")].ShouldBe(6_000m);
        Text(await FebruaryAsync(store)).ShouldBe(meanwhile);
        meanwhile.ShouldStartWith("2026-02|C-1|40|36000|");
    }

    private static string[] February(int from, int to) =>
        [.. Enumerable.Range(from, to - from + 1).Select(i => Records.Report(10_000 + i).Replace("2026-01-15", "2026-02-15", StringComparison.Ordinal))];

    private static async Task<object?[]?> FebruaryAsync(IStore store) =>
        (await store.ReadRowsAsync(MarginTables.MarginSummary, [("month", "2026-02")], CancellationToken.None)).SingleOrDefault();

    private static async Task<string> CommandAsync(IStore store, string id)
    {
        var row = (await store.ReadRowsAsync(EngineTables.Commands, [("command_id", id)], CancellationToken.None)).Single();
        return $"{row[EngineTables.Commands.Ordinal("status")]} {row[EngineTables.Commands.Ordinal("reason")]}";
    }

    /// <summary>But for how much reference data the shard had read when it wrote the row.</summary>
    private static string Text(object?[]? row) =>
        string.Join('|', row!.Where((_, i) => MarginTables.MarginSummary.Columns[i].Name != "reference").Select(v => v is decimal amount ? amount.ToString("0.########", System.Globalization.CultureInfo.InvariantCulture) : $"{v}"));

    /// <summary>One client's reports, or reference data whose key the test's market knows.</summary>
    private static async Task AppendAsync(HeldLog log, string topic, params string[] lines)
    {
        var key = Encoding.UTF8.GetBytes(topic switch { "providers" => "P-1", "provider_pricing_rules" => "PR-1", _ => "C-1" });
        var batch = new LogBatchBuilder();
        foreach (var line in lines)
        {
            batch.Add(key, Encoding.UTF8.GetBytes(line), timestampMs: 0);
        }

        var partition = topic == FinanceTopics.Reports ? Partitioner.PartitionOf(key, Shards) : 0;
        await log.AppendAsync([(new TopicPartition(topic, partition), batch.Take())], CancellationToken.None);
    }
}
