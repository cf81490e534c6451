using System.Globalization;
using System.Text.Json;
using Sluice.Samples.Chance;
using Sluice.Samples.Faults;
using Sluice.Samples.Writing;

namespace Sluice.Samples.Market;

/// <summary>The records of clients and providers, some in more than one version.</summary>
internal static class PartyRecords
{
    /// <summary>A provider that no provider rule matches, but for what everybody is paid alike.</summary>
    public const string Trainee = "P-T0001";

    /// <summary>A provider whose only version takes effect after the month.</summary>
    public const string Newcomer = "P-N0001";

    public static IEnumerable<Marked> Clients(MarketPlace market)
    {
        var dice = new Dice(market.Options.Seed, DiceStream.ClientRecords);
        foreach (var (place, client) in market.Clients.Index())
        {
            var first = Client(client, client.Address, market.RecordedAt(60, dice));
            // One client always has two versions, so that there is one whose older version can come late.
            var moved = place == market.Clients.Count / 2;
            if (!dice.Percent(8) && !moved)
            {
                yield return new Marked(first);
                continue;
            }
            var second = Client(client, $"{dice.Between(1, 240)} {dice.Pick(Names.Streets)}", market.RecordedAt(20, dice));
            var stale = market.Options.Faults && (moved || dice.Percent(30));
            yield return new Marked(stale ? second : first);
            yield return stale
                ? new Marked(first, new Truth(
                    FaultKinds.Stale, SampleTopics.Clients, client.Id, client.Id, InBooks.Superseded, "recorded before the version that came first"))
                : new Marked(second);
        }
    }

    public static IEnumerable<Marked> Providers(MarketPlace market)
    {
        var dice = new Dice(market.Options.Seed, DiceStream.ProviderRecords);
        foreach (var provider in market.Providers)
        {
            var start = market.Options.FirstDay.AddDays(-(int)dice.Between(400, 2_500));
            yield return new Marked(Provider(provider, start, market.RecordedAt(60, dice)));
            if (provider.Promotion is { } grade)
                yield return new Marked(Provider(provider with { Grade = grade }, market.MidMonth, market.RecordedAt(10, dice)));
        }
        if (!market.Options.Faults)
            yield break;
        var like = market.Providers[0] with { Currency = SampleCurrency.Base };
        yield return new Marked(Provider(
            like with { Id = Trainee, Name = $"Dr {dice.Pick(Names.Given)} Trainee", Grade = "T" },
            market.Options.FirstDay.AddYears(-1), market.RecordedAt(30, dice)));
        yield return new Marked(Provider(
            like with { Id = Newcomer, Name = $"Dr {dice.Pick(Names.Given)} Newcomer" },
            market.Options.LastDay.AddDays(1), market.RecordedAt(5, dice)));
    }

    /// <summary>Writes a date as YYYY-MM-DD.</summary>
    public static void Date(this Utf8JsonWriter json, string name, DateOnly date) => json.WriteString(name, date.Written());

    /// <summary>A date as YYYY-MM-DD.</summary>
    public static string Written(this DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static SampleRecord Client(SampleClient client, string address, string recordedAt) =>
        JsonLine.Record(SampleTopics.Clients, client.Id, json =>
        {
            json.WriteString("client_id", client.Id);
            json.WriteString("name", client.Name);
            json.WriteString("address", address);
            json.WriteString("currency", client.Terms.Currency.Code);
            json.Date("contract_start", client.ContractStart);
            json.WriteString("segment", client.Segment);
            if (client.Terms.FxPolicy is { } policy)
                json.WriteString("fx_policy", policy);
            json.WriteString("recorded_at", recordedAt);
        });

    private static SampleRecord Provider(SampleProvider provider, DateOnly from, string recordedAt) =>
        JsonLine.Record(SampleTopics.Providers, provider.Id, json =>
        {
            json.WriteString("provider_id", provider.Id);
            json.WriteString("name", provider.Name);
            json.WriteString("address", provider.City);
            json.WriteString("grade", provider.Grade);
            json.WriteString("seniority", provider.Seniority);
            json.WriteString("currency", provider.Currency.Code);
            json.Date("effective_from", from);
            json.WriteString("recorded_at", recordedAt);
        });
}
