using System.Text.Json;

namespace Sluice.Oracle.Shapes;

/// <summary>Says what is wrong with a value, or null when nothing is.</summary>
internal delegate string? Check(JsonElement value);

/// <summary>Whether a field must stand in its object, and whether it may be null.</summary>
internal enum Presence
{
    /// <summary>Must be there, and not null.</summary>
    Required,

    /// <summary>May be left out; null means the same.</summary>
    Optional,

    /// <summary>Must be there; null says something of its own.</summary>
    Nullable,
}

/// <summary>One field of a record: its name, whether it must be there, and what its value must be.</summary>
internal sealed record Field(string Name, Presence Presence, Check Check)
{
    public static Field Required(string name, Check check) => new(name, Presence.Required, check);

    public static Field Optional(string name, Check check) => new(name, Presence.Optional, check);

    public static Field Nullable(string name, Check check) => new(name, Presence.Nullable, check);
}
