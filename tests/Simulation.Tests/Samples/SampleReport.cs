using System.Text.Json;

namespace Sluice.Simulation.Tests.Samples;

/// <summary>A report as its JSON says.</summary>
internal sealed record SampleReport(
    string Client, string Id, string Provider, string Modality, string Priority, int Images, DateTimeOffset CompletedAt, int Revision, bool Cancelled)
{
    /// <summary>The business date.</summary>
    public DateOnly Date => DateOnly.FromDateTime(CompletedAt.UtcDateTime.AddMinutes(330));

    public int Hour => CompletedAt.UtcDateTime.AddMinutes(330).Hour;

    public static SampleReport Read(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var report = document.RootElement;
        return new SampleReport(
            report.GetProperty("client_id").GetString()!, report.GetProperty("report_id").GetString()!,
            report.GetProperty("provider_id").GetString()!, report.GetProperty("modality").GetString()!,
            report.GetProperty("priority").GetString()!, report.GetProperty("images").GetInt32(),
            report.GetProperty("completed_at").GetDateTimeOffset(),
            report.TryGetProperty("revision", out var revision) ? revision.GetInt32() : 1,
            report.TryGetProperty("cancelled", out var cancelled) && cancelled.GetBoolean());
    }
}
