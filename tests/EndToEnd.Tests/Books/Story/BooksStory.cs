using System.Globalization;
using System.Text.Json;
using Sluice.EndToEnd.Tests.Elsewhere;
using Sluice.EndToEnd.Tests.Harness;
using Sluice.Engine.Control;

namespace Sluice.EndToEnd.Tests.Books.Story;

/// <summary>A month from its first report to its last correction, by the built program, wherever its books lie.</summary>
public abstract class BooksStory(Elsewhere.Servers servers) : SharedMarket(servers), IAsyncLifetime
{
    private readonly List<SluiceProcess> _workers = [];

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Workers end in good order, whatever they have gone through.</summary>
    public async Task DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            var ended = await worker.InterruptAsync();
            worker.Dispose();
            ended.ExitCode.ShouldBe(0, ended.Stderr);
        }
    }

    protected static string NewPrice(string tiers, string recordedAt) => Records.Rule("graduated", tiers)
        .Replace("\"recorded_at\":\"2025-01-01T00:00:00Z\"", $"\"recorded_at\":\"{recordedAt}\"", StringComparison.Ordinal);

    protected static string Text(IEnumerable<JsonElement> rows) => string.Join('\n', rows.Select(r => r.GetRawText()));

    protected static decimal Amount(JsonElement row, string column) => row.GetProperty(column).GetDecimal();

    /// <summary>The columns of each row beside each other, amounts without zeros at their end.</summary>
    protected static IEnumerable<string> Short(IEnumerable<JsonElement> rows, params string[] columns) =>
        rows.Select(r => string.Join(' ', columns.Select(c => r.GetProperty(c)).Select(v =>
            v.ValueKind == JsonValueKind.Number ? v.GetDecimal().ToString("0.########", CultureInfo.InvariantCulture) : v.ToString())));

    /// <summary>Books with the reference data and these reports in them.</summary>
    protected async Task BeginAsync(Place place, params string[] reports)
    {
        if (place == Place.Shared)
        {
            await UsePostgresAsync();
            Variables["SLUICE_COMMAND_KEY"] = new string('a', 2 * CommandKeyBytes);
        }

        await IngestReferenceAsync();
        if (place != Place.File)
        {
            _workers.AddRange(Enumerable.Range(0, place == Place.Shared ? 2 : 1).Select(_ => Start("run")));
        }

        await BringAsync("reports", reports);
    }

    /// <summary>Ingests records, and waits until they are in the books.</summary>
    protected async Task BringAsync(string topic, params string[] lines)
    {
        await SucceedAsync("ingest", topic, Write($"{topic}.jsonl", lines));
        if (_workers.Count == 0)
        {
            await SucceedAsync("run", "--until-idle");
            return;
        }

        await Wait.UntilAsync(
            async () =>
            {
                var rows = await JsonAsync("show", "lag");
                return rows.Count > 0 && rows.All(r => r.GetProperty("lag").GetInt64() == 0);
            },
            "everything is in the books");
    }

    /// <summary>All that the books say of closed months, but for what a rerun leaves behind in any case: its own row and report.</summary>
    protected async Task<string> BookedAsync()
    {
        var text = new List<string>();
        foreach (var list in new[] { "invoices", "total-due", "margin", "providers", "late" })
        {
            text.Add(Text(await JsonAsync("show", list)));
        }

        return string.Join("\n\n", text);
    }

    /// <summary>A document's lines lead to just these reports, and the books hold, beside whoever works on them.</summary>
    protected async Task ShouldBeExplainedAsync(string document, params string[] reports)
    {
        var lines = await JsonAsync("explain", "invoice", document);
        lines.Select(r => r.GetProperty("report_id").GetString()).Where(id => id is not null).Order(StringComparer.Ordinal)
            .ShouldBe(reports.Order(StringComparer.Ordinal));
        lines.GroupBy(r => r.GetProperty("line").GetInt64()).Sum(line => Amount(line.First(), "amount"))
            .ShouldBe(Amount((await JsonAsync("show", "invoice", document)).Single(), "total"));
        (await JsonAsync("verify")).ShouldAllBe(check => check.GetProperty("status").GetString() == "ok");
    }

    /// <summary>Runs a command that the books must refuse; returns what it says.</summary>
    protected async Task<string> RefusedAsync(params string[] args)
    {
        var refused = await RunAsync(args);
        (refused.ExitCode, refused.Stdout).ShouldBe((3, ""), refused.Stderr);
        var commands = await JsonAsync("show", "commands");
        commands.Count(c => c.GetProperty("status").GetString() == CommandStatus.Refused && refused.Stderr.Contains(c.GetProperty("reason").GetString()!, StringComparison.Ordinal))
            .ShouldBeGreaterThanOrEqualTo(1, refused.Stderr);
        return refused.Stderr;
    }

    private const int CommandKeyBytes = 32;
}
