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
    public static (byte[]? Key, byte[] Payload) Reference(SimulationRandom random, string key, string json) => random.Below(4) switch
    {
        0 => (Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(json[..^2])),
        1 => (Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(json[..^1] + ",\"colour\":\"red\"}")),
        2 => (Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(Swap(json, "\"currency\":\"", "\"currency\":\"X"))),
        _ => (Encoding.UTF8.GetBytes(key + "x"), Encoding.UTF8.GetBytes(json)),
    };

    private static string Swap(string json, string old, string with) => json.Replace(old, with, StringComparison.Ordinal);
}
