using System.Text.Json;

namespace Sluice.Simulation.Tests.Samples.Ledger;

/// <summary>What truth.jsonl says of jobs and entries that belong together.</summary>
internal sealed record MatchLine(
    string Client, string Month, string[] Jobs, string[] Entries, string[] Netted, string Cause, decimal Diff, string Currency, string? Twins, string? Interchangeable, string? Note)
{
    /// <summary>All ids of entries, netted ones too.</summary>
    public IEnumerable<string> AllEntries => Entries.Concat(Netted);

    public static MatchLine Read(JsonElement line) => new(
        line.GetProperty("client_id").GetString()!, line.GetProperty("month").GetString()!, Ids(line, "job_ids"), Ids(line, "entry_ids"),
        line.TryGetProperty("netted", out _) ? Ids(line, "netted") : [], line.GetProperty("cause").GetString()!, line.GetProperty("diff").GetDecimal(),
        line.GetProperty("currency").GetString()!, Text(line, "twins"), Text(line, "interchangeable"), Text(line, "note"));

    public static string[] Ids(JsonElement line, string field) => [.. line.GetProperty(field).EnumerateArray().Select(id => id.GetString()!)];

    private static string? Text(JsonElement line, string field) => line.TryGetProperty(field, out var value) ? value.GetString() : null;
}
