using System.Text;
using Sluice.Engine.Testing.Scheduling;

namespace Sluice.Simulation.Worlds;

/// <summary>Makes records that nobody may take: unreadable, impossible, or under another owner's key.</summary>
internal static class Spoiling
{
    private static readonly Func<Draft, string, string>[] s_reports =
    [
        (_, json) => json[..(json.Length / 2)],
        (_, json) => json[..^1] + ",\"colour\":\"red\"}",
        (_, json) => json[..^1] + ",\"images\":1}",
        (draft, json) => Swap(json, $"\"{draft.Priority}\"", "\"HIGH\""),
        (draft, json) => Swap(json, $"\"provider_id\":\"{draft.Provider}\"", "\"provider_id\":null"),
        (draft, json) => Swap(json, $"\"modality\":\"{draft.Modality}\",", ""),
        (_, json) => Swap(json, "\"images\":", "\"images\":-1"),
        (_, json) => Swap(json, "\"images\":", "\"images\":0.5,\"n\":"),
        (_, _) => "not json",
        (_, _) => "[]",
        (_, _) => "",
    ];

    /// <summary>A report that is to be dead-lettered: with a key that fits or not.</summary>
    public static (byte[]? Key, byte[] Payload) Report(SimulationRandom random, Draft draft, Cast cast)
    {
        var json = draft.ToJson(random);
        if (random.Percent(35))
        {
            var other = random.Pick(cast.Clients.Where(c => c != draft.Client).ToList());
            return (random.Percent(20) ? null : Encoding.UTF8.GetBytes(other), Encoding.UTF8.GetBytes(json));
        }

        return (Encoding.UTF8.GetBytes(draft.Client), Encoding.UTF8.GetBytes(random.Pick(s_reports)(draft, json)));
    }

    /// <summary>A reference record that is to be dead-lettered.</summary>
    public static (byte[]? Key, byte[] Payload) Reference(SimulationRandom random, string key, string json) =>
        json.Contains("\"quote\"", StringComparison.Ordinal) && random.Percent(50) ? Rate(random, key, json) : Any(random, key, json);

    private static (byte[]? Key, byte[] Payload) Any(SimulationRandom random, string key, string json) => random.Below(4) switch
    {
        0 => (Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(json[..^2])),
        1 => (Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(json[..^1] + ",\"colour\":\"red\"}")),
        2 => (Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(Swap(Swap(json, "\"currency\":\"", "\"currency\":\"X"), "\"base\":\"", "\"base\":\"X"))),
        _ => (Encoding.UTF8.GetBytes(key + "x"), Encoding.UTF8.GetBytes(json)),
    };

    /// <summary>A rate in a currency that the books are not kept in, of a currency to itself, below zero, or zero.</summary>
    private static (byte[]? Key, byte[] Payload) Rate(SimulationRandom random, string key, string json) => random.Below(4) switch
    {
        0 => (Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(Swap(json, "\"quote\":\"INR\"", "\"quote\":\"EUR\""))),
        1 => (Encoding.UTF8.GetBytes("INR"), Encoding.UTF8.GetBytes(Swap(json, $"\"base\":\"{key}\"", "\"base\":\"INR\""))),
        2 => (Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(Swap(json, "\"rate\":", "\"rate\":-"))),
        _ => (Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(
            json[..json.IndexOf("\"rate\"", StringComparison.Ordinal)] + "\"rate\":0.00" + json[json.IndexOf(",\"source\"", StringComparison.Ordinal)..])),
    };

    private static string Swap(string json, string old, string with) => json.Replace(old, with, StringComparison.Ordinal);
}
