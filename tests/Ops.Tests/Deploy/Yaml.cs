using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Sluice.Ops.Tests.Deploy;

/// <summary>YAML as plain maps, lists and texts, with merges and anchors resolved.</summary>
internal static class Yaml
{
    public static object? Read(string text) => new DeserializerBuilder().Build().Deserialize(new MergingParser(new Parser(new StringReader(text))));

    /// <summary>What lies at the end of the keys; null where the way breaks off.</summary>
    public static object? At(this object? node, params string[] keys) =>
        keys.Aggregate(node, (inner, key) => inner is IDictionary<object, object?> map && map.TryGetValue(key, out var value) ? value : null);

    public static string? Text(this object? node, params string[] keys) => node.At(keys) as string;

    /// <summary>A list's items; a lone text is a list of one.</summary>
    public static IEnumerable<object?> Items(this object? node, params string[] keys) => node.At(keys) switch
    {
        string text => [text],
        IEnumerable<object?> list => list,
        _ => [],
    };

    public static IEnumerable<string> Texts(this object? node, params string[] keys) => node.Items(keys).OfType<string>();

    public static IEnumerable<(string Key, object? Value)> Members(this object? node, params string[] keys) =>
        node.At(keys) is IDictionary<object, object?> map ? map.Select(m => ((string)m.Key, m.Value)) : [];
}
