using Sluice.Topology.Tests.Billing.Margin;

namespace Sluice.Topology.Tests.Books.Histories;

/// <summary>The records of a random story: reports of few ids, so that they are revised and moved, and rules that change.</summary>
/// <param name="told">What happened, in words.</param>
internal sealed class RandomMarket(Random random, BooksDesk desk, List<string> told)
{
    private int _day = 1;

    public static IReadOnlyList<string> Clients { get; } = ["C1", "C2", "C3"];

    public static IReadOnlyList<string> Months { get; } = ["2026-01", "2026-02"];

    /// <summary>An instant at which some of the rules were known.</summary>
    public DateTimeOffset AnyInstant() => new(2026, 3, 1, 0, random.Next(0, _day + 1), 0, TimeSpan.Zero);

    public void Open()
    {
        desk.Append(MarginRecords.Client("C1", "INR", MarginDesk.Recorded));
        desk.Append(MarginRecords.Client("C2", "USD", MarginDesk.Recorded));
        desk.Append(MarginRecords.Client("C3", "INR", MarginDesk.Recorded));
        foreach (var date in new[] { "2026-01-30", "2026-02-27" })
        {
            desk.Append(MarginRecords.Rate("USD", date, "83.12345678"));
        }

        desk.Append(MarginRecords.Provider("P1", "A", "2020-01-01", MarginDesk.Recorded));
        desk.Append(MarginRecords.Provider("P2", "B", "2020-01-01", MarginDesk.Recorded));
        foreach (var client in Clients)
        {
            NewClientRule(client);
        }

        NewProviderRule();
        Reports(12);
    }

    public void Reports(int count)
    {
        told.Add($"{count} reports");
        for (var i = 0; i < count; i++)
        {
            var provider = random.Next(12) == 0 ? "P9" : random.Any("P1", "P2");
            desk.Append(MarginRecords.Report(
                $"R{random.Next(1, 9)}",
                random.Any(Clients),
                provider,
                random.Any("CT", "MR"),
                random.Any("ROUTINE", "STAT"),
                random.Next(0, 3),
                random.Any("2026-01-10T06:00:00Z", "2026-01-31T18:29:59Z", "2026-01-31T18:30:00Z", "2026-02-10T06:00:00Z"),
                random.Next(1, 5),
                random.Next(8) == 0));
        }
    }

    public void NewClientRule(string client)
    {
        told.Add($"rule of {client}");
        var currency = client == "C2" ? "USD" : "INR";
        var terms = random.Any(
            """ "tiers":[{"up_to":2,"unit_price":9.25},{"up_to":null,"unit_price":1.335,"flat_fee":7}],"surcharges":{"STAT":0.5} """,
            """ "tier_mode":"volume","tiers":[{"up_to":1,"unit_price":5},{"up_to":null,"unit_price":3.333}] """,
            """ "tier_mode":"package","package_size":2,"tiers":[{"up_to":null,"unit_price":8}] """,
            """ "tiers":[{"up_to":null,"unit_price":4}] """);
        desk.Append(MarginRecords.ClientRule(
            $"CR-{client}", $$""" "currency":"{{currency}}",{{terms}},"recorded_at":"{{Recorded()}}" """, client));
    }

    public void NewProviderRule()
    {
        told.Add("provider rule");
        desk.Append(MarginRecords.ProviderRule("PR1", "{}", $"{random.Next(1, 4)}.335", random.Any("INR", "INR", "USD"), "2020-01-01", Recorded()));
    }

    /// <summary>Mostly later than all before; at times backdated.</summary>
    private string Recorded()
    {
        _day++;
        return $"2026-03-01T00:{(random.Next(5) == 0 ? random.Next(0, _day) : _day):00}:00Z";
    }
}
