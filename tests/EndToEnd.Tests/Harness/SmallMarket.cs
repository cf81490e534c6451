namespace Sluice.EndToEnd.Tests.Harness;

/// <summary>Steps that several tests share.</summary>
public abstract class SmallMarket : Sandbox
{
    protected async Task IngestReferenceAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "reference")).FullName;
        await File.WriteAllLinesAsync(Path.Combine(folder, "clients.jsonl"), [Records.Client]);
        await File.WriteAllLinesAsync(Path.Combine(folder, "providers.jsonl"), [Records.Provider]);
        await File.WriteAllLinesAsync(Path.Combine(folder, "provider_pricing_rules.jsonl"), [Records.ProviderRule]);
        await File.WriteAllLinesAsync(Path.Combine(folder, "client_pricing_rules.jsonl"), [Records.ClientRule]);
        await SucceedAsync("ingest", "--dir", folder);
    }

    protected async Task IngestReportsAsync(params string[] lines) =>
        await SucceedAsync("ingest", "reports", Write("reports.jsonl", lines));

    /// <summary>Reports that count in the client's January.</summary>
    protected async Task<long> CountedAsync()
    {
        var rows = await JsonAsync("show", "margin", "--month", "2026-01", "--client", "C-1");
        return rows.Count == 0 ? 0 : rows.Single().GetProperty("reports").GetInt64();
    }
}
