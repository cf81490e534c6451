using System.Text.Json;

namespace Sluice.Engine.Control;

/// <summary>The commands that every topology has: they are carried out at once, beside whatever else is under way.</summary>
public static class EngineCommands
{
    /// <summary>Ends the command named in <see cref="TargetField"/>, unless it is decided.</summary>
    public const string Cancel = "cancel";

    /// <summary>Holds back an input, or all, in every process until it is resumed.</summary>
    public const string Pause = "pause";

    public const string Resume = "resume";

    /// <summary>Of <see cref="Cancel"/>: the id of another command.</summary>
    public const string TargetField = "target";

    /// <summary>Of <see cref="Pause"/> and <see cref="Resume"/>: an input; absent for all.</summary>
    public const string TopicField = "topic";

    public static bool Has(string type) => type is Cancel or Pause or Resume;

    internal static string? Target(Command command) => Text(command, TargetField);

    internal static string? Topic(Command command) => Text(command, TopicField);

    /// <summary>Why a command of these types cannot be taken, or null.</summary>
    internal static string? Fault(Command command) => command.Type switch
    {
        Cancel => Target(command) is { Length: > 0 } ? null : $"{TargetField} {Words(command, TargetField)} is not the id of a command",
        _ => Topic(command) is not null || !command.Body.TryGetProperty(TopicField, out var topic) || topic.ValueKind == JsonValueKind.Null
            ? null
            : $"{TopicField} {Words(command, TopicField)} is not a topic",
    };

    private static string? Text(Command command, string name) =>
        command.Body.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.String ? field.GetString() : null;

    private static string Words(Command command, string name) => command.Body.TryGetProperty(name, out var field) ? field.GetRawText() : "is missing, which";
}
