using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sluice.Topology.Reconciliation.Pairing.Comparing;

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
        JsonSerializer.Serialize(new Stored(Format, model.Fields, model.LookAlikes, model.Prior, model.Calibration, model.Pairs), Options);

    /// <exception cref="FormatException">It is no model, or one of another format.</exception>
    public static LinkageModel Read(string json)
    {
        try
        {
            var stored = JsonSerializer.Deserialize<Stored>(json, Options);
            return stored is { Format: Format } && stored.Fields.All(f => IsWhole(f) && f.Parent >= -1 && f.Parent < stored.Fields.Count)
                && (stored.LookAlikes is not { } alike || (alike.Levels.Count == stored.Fields.Count && alike.Levels.All(IsWhole)))
                ? new LinkageModel(stored.Fields, stored.LookAlikes, stored.Prior, stored.Calibration, stored.Pairs)
                : throw new FormatException($"this is no linkage model of format {Format}");
        }
        catch (JsonException broken)
        {
            throw new FormatException($"this is no linkage model: {broken.Message}", broken);
        }
    }

    private static bool IsWhole(FieldModel field) =>
        field.Others.Count == Agreements.Levels && IsWhole(field.Matches) && field.Others.All(IsWhole);

    private static bool IsWhole(IReadOnlyList<long> levels) =>
        levels.Count == Agreements.Levels && levels.Skip(1).All(p => p is >= 1 and <= FieldModel.One);

    private sealed record Stored(int Format, IReadOnlyList<FieldModel> Fields, LookAlikes? LookAlikes, long Prior, Calibration Calibration, long Pairs);
}
