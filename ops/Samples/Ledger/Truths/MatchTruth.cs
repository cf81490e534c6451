using System.Text.Json;
using Sluice.Samples.Writing;

namespace Sluice.Samples.Ledger.Truths;

/// <summary>Writes what belongs together in a client's month, what takes itself back, and which prices have changed for good.</summary>
internal sealed class MatchTruth(MonthRates rates, JsonLine line)
{
    private const int PairsOfATrend = 5;

    public IEnumerable<SampleRecord> Of(ClientLedger ledger)
    {
        var month = ledger.Desk.Options.Month;
        foreach (var match in ledger.Matches)
            yield return Write(match, month);
        foreach (var zero in ledger.Zero)
            yield return Reversal(zero, month);
        var changes = ledger.Matches.Where(match => match.Cause == Causes.RateChange)
            .GroupBy(match => (match.Jobs[0].ServiceName, Ratio: match.EntryAmount / match.JobAmount))
            .Where(group => group.Count() >= PairsOfATrend);
        foreach (var change in changes)
            yield return Trend(change.Key.ServiceName, change.Key.Ratio, [.. change], month);
    }

    private SampleRecord Write(Match match, string month)
    {
        var json = Begin("match", match.ClientId, month);
        Ids(json, "job_ids", match.Jobs.Select(job => job.Id));
        Ids(json, "entry_ids", match.Entries.Select(entry => entry.Id));
        if (match.Netted.Count > 0)
            Ids(json, "netted", match.Netted.Select(entry => entry.Id));
        json.WriteString("cause", match.Cause);
        var currency = MonthRates.DifferenceCurrency(match);
        json.WriteNumber("diff", Math.Round(rates.Difference(match), currency.Digits, MidpointRounding.AwayFromZero));
        json.WriteString("currency", currency.Code);
        if (match.Twins is not null)
            json.WriteString("twins", match.Twins);
        if (match.Interchangeable is not null)
            json.WriteString("interchangeable", match.Interchangeable);
        if (match.Note is not null)
            json.WriteString("note", match.Note);
        return End(match.ClientId);
    }

    private SampleRecord Reversal(EntryDraft[] zero, string month)
    {
        var json = Begin("reversal", zero[0].ClientId, month);
        Ids(json, "entry_ids", zero.Select(entry => entry.Id));
        return End(zero[0].ClientId);
    }

    private SampleRecord Trend(string service, decimal ratio, Match[] matches, string month)
    {
        var json = Begin("rate_trend", matches[0].ClientId, month);
        json.WriteString("service_type", service);
        json.WriteNumber("ratio", Math.Round(ratio, 6, MidpointRounding.AwayFromZero));
        Ids(json, "job_ids", matches.Select(match => match.Jobs[0].Id));
        return End(matches[0].ClientId);
    }

    private Utf8JsonWriter Begin(string kind, string clientId, string month)
    {
        var json = line.Begin();
        json.WriteString("kind", kind);
        json.WriteString("client_id", clientId);
        json.WriteString("month", month);
        return json;
    }

    private SampleRecord End(string clientId) => new(SampleTopics.Truth, clientId, line.End());

    private static void Ids(Utf8JsonWriter json, string name, IEnumerable<string> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids)
            json.WriteStringValue(id);
        json.WriteEndArray();
    }
}
