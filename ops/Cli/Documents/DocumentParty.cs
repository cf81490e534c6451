using System.Text.Json;

namespace Sluice.Cli.Documents;

/// <summary>A side of a document.</summary>
/// <param name="Address">Its lines; none where it is not known.</param>
internal sealed record DocumentParty(string Name, IReadOnlyList<string> Address, string? TaxId)
{
    /// <summary>Reads the column <c>party</c>; without it the party goes by its id.</summary>
    public static DocumentParty Read(string? json, string id)
    {
        if (string.IsNullOrEmpty(json))
        {
            return new DocumentParty(id, [], null);
        }

        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new DocumentParty(Text(root, "name") ?? id, LinesOf(Text(root, "address")), Text(root, "tax_id"));
    }

    /// <summary>The lines of an address in one text, where a line ends with a line feed or with <c>\n</c> written out.</summary>
    public static IReadOnlyList<string> LinesOf(string? address) =>
        (address ?? "").Replace("\\n", "\n", StringComparison.Ordinal).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string? Text(JsonElement root, string field) =>
        root.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
