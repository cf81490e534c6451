using Sluice.Topology.Reference;

namespace Sluice.Topology.Records;

/// <summary>What an alias is another name of.</summary>
public enum AliasKind : byte
{
    Site = 0,
    ServiceType = 1,
}

/// <summary>The words of the kinds in messages.</summary>
public static class AliasKinds
{
    /// <summary>In the order of <see cref="AliasKind"/>.</summary>
    public static IReadOnlyList<string> Words { get; } = ["site", "service_type"];

    public static string Word(this AliasKind kind) => Words[(int)kind];

    internal static AliasKind OfWord(string word) => string.Equals(word, Words[0], StringComparison.Ordinal) ? AliasKind.Site : AliasKind.ServiceType;
}

/// <summary>
/// Another name of a site or a kind of service. Identity: kind and <paramref name="From"/>, whose spellings in other
/// case or punctuation are one (<see cref="PlainName"/>).
/// </summary>
/// <param name="From">The name that is met.</param>
/// <param name="To">The name it stands for, which may be an alias itself.</param>
public sealed record AliasRecord(
    AliasKind Kind,
    string From,
    string To,
    DateTimeOffset RecordedAt,
    string Canonical) : ReferenceRecord(RecordedAt, Canonical)
{
    public override string Identity => $"{Kind.Word()}\u001f{PlainFrom}";

    /// <summary><see cref="From"/> without case and punctuation.</summary>
    public string PlainFrom { get; } = PlainName.Of(From);

    /// <summary><see cref="To"/> without case and punctuation.</summary>
    public string PlainTo { get; } = PlainName.Of(To);
}
