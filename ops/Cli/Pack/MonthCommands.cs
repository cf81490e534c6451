using System.Text.Json;
using Sluice.Engine.Outputs;
using Sluice.Topology.Time;

namespace Sluice.Cli.Pack;

/// <summary>The commands that bear on a month: those that wrote something of it, and those that name it.</summary>
internal sealed record MonthCommands(IReadOnlyList<object?[]> Rows, IReadOnlySet<string> Ids)
{
    /// <param name="wrote">Ids of commands that wrote something of the month.</param>
    public static MonthCommands Of(BusinessMonth month, IReadOnlyList<object?[]> commands, IReadOnlyList<string> wrote)
    {
        var ids = wrote.Where(id => id.Length > 0).ToHashSet(StringComparer.Ordinal);
        var rows = commands.Where(r => ids.Contains((string)r[0]!) || Names(r, month.ToString()))
            .OrderBy(r => (DateTimeOffset?)r[EngineTables.Commands.Ordinal("issued_at")]).ThenBy(r => (string)r[0]!, StringComparer.Ordinal).ToList();
        ids.UnionWith(rows.Select(r => (string)r[0]!));
        return new MonthCommands(rows, ids);
    }

    private static bool Names(object?[] command, string month)
    {
        if (command[EngineTables.Commands.Ordinal("request")] is not string { Length: > 0 } request)
        {
            return false;
        }

        try
        {
            using var json = JsonDocument.Parse(request);
            var root = json.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && ((root.TryGetProperty("month", out var one) && Is(one, month))
                    || (root.TryGetProperty("months", out var several) && several.ValueKind == JsonValueKind.Array && several.EnumerateArray().Any(m => Is(m, month))));
        }
        catch (JsonException)
        {
            // What was refused for being no JSON names nothing.
            return false;
        }
    }

    private static bool Is(JsonElement value, string month) => value.ValueKind == JsonValueKind.String && value.GetString() == month;
}
