namespace Sluice.Samples.Faults;

/// <summary>The ways in which records of the reference topics are made unreadable or impossible.</summary>
internal static class ReferenceMalformations
{
    private static readonly Dictionary<string, (string Detail, Func<string, string> Apply)[]> ByTopic = new(StringComparer.Ordinal)
    {
        [SampleTopics.Clients] =
        [
            ("contract_start is 2025-02-30", json => Edits.SetText(json, "contract_start", "2025-02-30")),
            ("currency is XXZ", json => Edits.SetText(json, "currency", "XXZ")),
            ("missing field name", json => Edits.Remove(json, "name")),
        ],
        [SampleTopics.Providers] =
        [
            ("effective_from is 01/04/2025", json => Edits.SetText(json, "effective_from", "01/04/2025")),
            ("grade is a number", json => Edits.Set(json, "grade", "1")),
        ],
        [SampleTopics.ProviderRules] =
        [
            ("currency is ABC", json => Edits.SetText(json, "currency", "ABC")),
            ("negative fee", json => Edits.Set(json, "fee", "-250")),
            ("unknown field bonus", json => Edits.Append(json, "bonus", "5")),
        ],
        [SampleTopics.ClientRules] =
        [
            ("contract_type is PER_SCAN", json => Edits.SetText(json, "contract_type", "PER_SCAN")),
            ("unit_price has 9 fraction digits", json => Edits.Set(json, "unit_price", "8.123456789")),
            ("effective_to before effective_from", json => Edits.Append(json, "effective_to", "\"1990-01-01\"")),
            ("recorded_at without an offset", json => Edits.SetText(json, "recorded_at", "2025-12-01T00:00:00")),
        ],
        [SampleTopics.FxRates] =
        [
            ("rate is 0", json => Edits.Set(json, "rate", "0")),
            ("negative rate", json => Edits.Set(json, "rate", "-1.5")),
            ("quote is its own base", json => Edits.SetText(json, "base", "INR")),
            ("quote is not the base currency", json => Edits.SetText(json, "quote", "CHF")),
            ("rate is text", json => Edits.SetText(json, "rate", "91.5")),
        ],
        [SampleTopics.Aliases] =
        [
            ("kind is city", json => Edits.SetText(json, "kind", "city")),
            ("to has no letter", json => Edits.SetText(json, "to", "--")),
            ("missing field to", json => Edits.Remove(json, "to")),
        ],
    };

    // The field that a spoiled record gets an id of its own in; of a rate, its day tells it apart.
    private static readonly Dictionary<string, (string Field, string Prefix)> Ids = new(StringComparer.Ordinal)
    {
        [SampleTopics.Clients] = ("client_id", "C-X99"),
        [SampleTopics.Providers] = ("provider_id", "P-X99"),
        [SampleTopics.ProviderRules] = ("rule_id", "PR-X99"),
        [SampleTopics.ClientRules] = ("rule_id", "CR-X99"),
        [SampleTopics.FxRates] = ("date", "2020-01-"),
        [SampleTopics.Aliases] = ("from", "Nowhere-"),
    };

    /// <summary>Every way once, each in a record made from the given one.</summary>
    /// <param name="json">A good record.</param>
    public static IEnumerable<(string Id, string Json, string Detail)> Of(string topic, string json)
    {
        var (field, prefix) = Ids[topic];
        foreach (var (place, (detail, apply)) in ByTopic[topic].Index())
        {
            var id = $"{prefix}{place + 1:00}";
            yield return (id, apply(Edits.SetText(json, field, id)), detail);
        }
    }
}
