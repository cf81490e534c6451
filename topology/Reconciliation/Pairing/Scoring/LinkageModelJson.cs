using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>A model as JSON, to be stored with its version.</summary>
public static class LinkageModelJson
{
    /// <summary>Raised when what the levels mean changes: the numbers of an older format would say something else.</summary>
    public const int Format = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public static string Write(LinkageModel model) =>
        JsonSerializer.Serialize(new Stored(Format, model.Fields, model.Prior, model.Calibration, model.Pairs), Options);

    /// <exception cref="FormatException">It is no model, or one of another format.</exception>
    public static LinkageModel Read(string json)
    {
        try
        {
            var stored = JsonSerializer.Deserialize<Stored>(json, Options);
            return stored is { Format: Format } && stored.Fields.All(IsWhole)
                ? new LinkageModel(stored.Fields, stored.Prior, stored.Calibration, stored.Pairs)
                : throw new FormatException($"this is no linkage model of format {Format}");
        }
        catch (JsonException broken)
        {
            throw new FormatException($"this is no linkage model: {broken.Message}", broken);
        }
    }

    private static bool IsWhole(FieldModel field) =>
        field.Matches.Count == Comparing.Agreements.Levels && field.Others.Count == Comparing.Agreements.Levels
        && field.Matches.Skip(1).Concat(field.Others.Skip(1)).All(p => p is >= 1 and <= FieldModel.One);

    private sealed record Stored(int Format, IReadOnlyList<FieldModel> Fields, long Prior, Calibration Calibration, long Pairs);
}
