using System.Globalization;
using System.Text.Json;
using Sluice.Samples.Chance;
using Sluice.Samples.Writing;

namespace Sluice.Samples.Market;

/// <summary>The records of clients and providers, some in more than one version.</summary>
internal static class PartyRecords
{
    public static IEnumerable<SampleRecord> Clients(MarketPlace market)
    {
        var dice = new Dice(market.Options.Seed, DiceStream.ClientRecords);
        foreach (var client in market.Clients)
        {
            yield return Client(market, client, client.Address, market.RecordedAt(60, dice));
            if (dice.Percent(8))
                yield return Client(market, client, $"{dice.Between(1, 240)} {dice.Pick(Names.Streets)}", market.RecordedAt(20, dice));
        }
    }

    public static IEnumerable<SampleRecord> Providers(MarketPlace market)
    {
        var dice = new Dice(market.Options.Seed, DiceStream.ProviderRecords);
        foreach (var provider in market.Providers)
        {
            var start = market.Options.FirstDay.AddDays(-(int)dice.Between(400, 2_500));
            yield return Provider(market, provider, provider.Grade, start, market.RecordedAt(60, dice));
            if (provider.Promotion is { } grade)
                yield return Provider(market, provider, grade, market.MidMonth, market.RecordedAt(10, dice));
        }
    }

    /// <summary>Writes a date as YYYY-MM-DD.</summary>
    public static void Date(this Utf8JsonWriter json, string name, DateOnly date) =>
        json.WriteString(name, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static SampleRecord Client(MarketPlace market, SampleClient client, string address, string recordedAt) =>
        JsonLine.Record(SampleTopics.Clients, client.Id, json =>
        {
            json.WriteString("client_id", client.Id);
            json.WriteString("name", client.Name);
            json.WriteString("address", address);
            json.WriteString("currency", market.Options.Currency);
            json.Date("contract_start", client.ContractStart);
            json.WriteString("segment", client.Segment);
            json.WriteString("recorded_at", recordedAt);
        });

    private static SampleRecord Provider(
        MarketPlace market, SampleProvider provider, string grade, DateOnly from, string recordedAt) =>
        JsonLine.Record(SampleTopics.Providers, provider.Id, json =>
        {
            json.WriteString("provider_id", provider.Id);
            json.WriteString("name", provider.Name);
            json.WriteString("address", provider.City);
            json.WriteString("grade", grade);
            json.WriteString("seniority", provider.Seniority);
            json.WriteString("currency", market.Options.Currency);
            json.Date("effective_from", from);
            json.WriteString("recorded_at", recordedAt);
        });
}
