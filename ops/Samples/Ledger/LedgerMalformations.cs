using System.Globalization;

namespace Sluice.Samples.Ledger;

/// <summary>Jobs and entries that are unreadable or impossible, each in its way; all jobs among them name a patient.</summary>
internal static class LedgerMalformations
{
    public static IEnumerable<(string Topic, string Id, string Json, string Detail)> All(SampleOptions options, string owner)
    {
        var day = options.FirstDay.AddDays(4).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var patient = $"{SamplePatients.Mark} Spoiled";
        var job = $"\"client_id\":\"{owner}\",\"site\":\"Aundh Diagnostics\",\"service_type\":\"DEXA Scan\",\"service_date\":\"{day}\","
            + $"\"quantity\":1,\"unit_rate\":700,\"amount\":700,\"currency\":\"INR\",\"patient_name\":\"{patient}\"}}";
        var entry = $"\"client_id\":\"{owner}\",\"site\":\"Aundh Diagnostics\",\"service_type\":\"DEXA Scan\",\"service_date\":\"{day}\","
            + $"\"posted_date\":\"{day}\",\"quantity\":1,\"amount\":700,\"currency\":\"INR\"}}";
        (string Detail, Func<string, string> Apply)[] jobs =
        [
            ("negative quantity", json => json.Replace("\"quantity\":1", "\"quantity\":-1", StringComparison.Ordinal)),
            ("unknown field patient", json => json.Replace("\"patient_name\"", "\"patient\"", StringComparison.Ordinal)),
            ("repeated field patient_name", json => $"{json[..^1]},\"patient_name\":\"{patient} Again\"}}"),
            ("patient_name is a list", json => json.Replace($"\"{patient}\"", $"[\"{patient}\"]", StringComparison.Ordinal)),
            ("patient_name without quotes", json => json.Replace($"\"{patient}\"", patient, StringComparison.Ordinal)),
            ("currency is RUPEES", json => json.Replace("\"INR\"", "\"RUPEES\"", StringComparison.Ordinal)),
        ];
        (string Detail, Func<string, string> Apply)[] entries =
        [
            ("posted_date is missing", json => json.Replace($"\"posted_date\":\"{day}\",", "", StringComparison.Ordinal)),
            ("amount is text", json => json.Replace("\"amount\":700", "\"amount\":\"700\"", StringComparison.Ordinal)),
            ("service_date is 30 February", json => json.Replace($"\"service_date\":\"{day}\"", "\"service_date\":\"2026-02-30\"", StringComparison.Ordinal)),
            ("it reverses itself", json => $"{json[..^1]},\"reverses\":\"LE-X9904\"}}"),
        ];
        foreach (var (number, (detail, apply)) in jobs.Index())
            yield return Spoiled(SampleTopics.Jobs, "job_id", $"JB-X99{number + 1:00}", job, apply, detail);
        foreach (var (number, (detail, apply)) in entries.Index())
            yield return Spoiled(SampleTopics.Ledger, "entry_id", $"LE-X99{number + 1:00}", entry, apply, detail);
    }

    private static (string Topic, string Id, string Json, string Detail) Spoiled(
        string topic, string field, string id, string rest, Func<string, string> apply, string detail) =>
        (topic, id, apply($"{{\"{field}\":\"{id}\",{rest}"), detail);
}
