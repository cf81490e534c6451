using System.Globalization;
using System.Text.Json;

namespace Sluice.Topology.Books.Documents;

/// <summary>A booked invoice (of a client) or statement (of a provider), as <see cref="BooksTables.Invoices"/> keeps it.</summary>
/// <param name="Decision">The number of the decision that wrote it: later documents have higher ones.</param>
public sealed record Invoice(string Number, string Kind, PartyKey Party, decimal Total, decimal? FxRate, long Decision)
{
    public const string First = "invoice";
    public const string Supplementary = "supplementary";

    public static Invoice Of(object?[] row)
    {
        var table = BooksTables.Invoices;
        return new(
            (string)row[0]!,
            (string)row[table.Ordinal("kind")]!,
            new PartyKey(
                (string)row[table.Ordinal("party_type")]!,
                (string)row[table.Ordinal("party_id")]!,
                (string)row[table.Ordinal("month")]!,
                (string)row[table.Ordinal("currency")]!),
            (decimal)row[table.Ordinal("total")]!,
            (decimal?)row[table.Ordinal("fx_rate")],
            Basis.Parse((string)row[table.Ordinal("basis")]!).Decision);
    }
}

/// <summary>What a document was computed from, so that it can be computed again.</summary>
/// <param name="Decision">Number of the decision.</param>
/// <param name="Cut">The command's cut, as <see cref="Engine.State.Positions.ToJson"/> writes it: the reference data below it were used.</param>
/// <param name="AsOf">The instant that limits the rule topics; null for current pricing.</param>
public sealed record Basis(long Decision, string Cut, DateTimeOffset? AsOf)
{
    public string ToJson() => JsonSerializer.Serialize(
        new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["decision"] = Decision,
            ["cut"] = Cut,
            ["as_of"] = AsOf?.ToString("O", CultureInfo.InvariantCulture),
        });

    public static Basis Parse(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        var root = parsed.RootElement;
        return new(
            root.GetProperty("decision").GetInt64(),
            root.GetProperty("cut").GetString()!,
            root.GetProperty("as_of").ValueKind == JsonValueKind.Null ? null : root.GetProperty("as_of").GetDateTimeOffset());
    }
}
