using System.Text.Json;
using Sluice.Samples.Chance;
using Sluice.Samples.Market;
using Sluice.Samples.Writing;

namespace Sluice.Samples.Rules;

/// <summary>A client rule before its figures are drawn.</summary>
/// <param name="Price">About what a report costs, in the base currency and at its prices.</param>
/// <param name="Volume">Reports it is expected to price in the month.</param>
internal sealed record ClientRule(
    string Id, SampleClient Client, string Modality, decimal Price, double Volume, DateOnly From, string RecordedAt)
{
    public string ContractType { get; init; } = "PER_REPORT";

    public DateOnly? To { get; init; }

    public SampleCurrency Currency { get; init; } = Client.Terms.Currency;

    /// <summary>Whether tiers may carry flat fees.</summary>
    public bool Fees { get; init; } = true;

    public long? DayLimit { get; init; }

    public SampleRecord Write(Dice dice)
    {
        var plan = TierPlan.Draw(dice, Currency, Price, Volume, Fees);
        return JsonLine.Record(SampleTopics.ClientRules, Client.Id, json =>
        {
            json.WriteString("rule_id", Id);
            json.WriteString("client_id", Client.Id);
            json.WriteString("modality", Modality);
            json.WriteString("contract_type", ContractType);
            plan.Write(json);
            if (dice.Percent(75))
            {
                json.WriteStartObject("surcharges");
                json.WriteNumber("URGENT", Currency.Draw(dice, 40m, 120m));
                json.WriteNumber("STAT", Currency.Draw(dice, 140m, 320m));
                json.WriteEndObject();
            }
            WriteContract(json, dice);
            json.WriteString("currency", Currency.Code);
            WriteLimits(json);
            json.Date("effective_from", From);
            if (To is { } to)
                json.Date("effective_to", to);
            json.WriteString("recorded_at", RecordedAt);
        });
    }

    // Included reports and minimums about which the month's volume falls on either side.
    private void WriteContract(Utf8JsonWriter json, Dice dice)
    {
        var month = Price * (decimal)Math.Max(1, Volume);
        if (ContractType == "SUBSCRIPTION")
        {
            var part = dice.Between(30, 120);
            json.WriteNumber("flat_fee", Currency.Draw(dice, month * part * 0.0088m, month * part * 0.0092m));
            json.WriteNumber("included_reports", TierPlan.Nice(Volume * part / 100));
        }
        if (ContractType == "MINIMUM_GUARANTEE")
        {
            var part = dice.Between(60, 130);
            json.WriteNumber("minimum_charge", Currency.Draw(dice, month * part * 0.0098m, month * part * 0.0102m));
        }
    }

    private void WriteLimits(Utf8JsonWriter json)
    {
        var images = Client.Terms.ImageLimit;
        if (images is null && DayLimit is null)
            return;
        json.WriteStartObject("limits");
        if (images is { } most)
            json.WriteNumber("max_images_per_report", most);
        if (DayLimit is { } daily)
            json.WriteNumber("max_reports_per_day", daily);
        json.WriteEndObject();
    }
}
