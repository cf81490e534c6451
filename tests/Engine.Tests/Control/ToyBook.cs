using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Engine.Control;
using Sluice.Engine.Outputs;
using Sluice.Engine.Tests.Shards;

namespace Sluice.Engine.Tests.Control;

/// <summary>One kind of command: <c>mark</c> {group} adds up all numbers below its cut.</summary>
internal sealed class ToyBook : ICommandBook<TallyPrices>
{
    /// <summary>Called before a command is carried out, each time.</summary>
    public Func<Command, ICommandContext<TallyPrices>, CancellationToken, Task> Before { get; set; } = static (_, _, _) => Task.CompletedTask;

    /// <summary>Asked for when a command is decided.</summary>
    public Func<CancellationToken, ValueTask<IReadOnlyList<RowChange>>>? Last { get; set; }

    /// <summary>The shards that are read; null for all.</summary>
    public IReadOnlyList<int>? Shards { get; set; }

    public IReadOnlyList<TableSchema> Tables => [ToyTopology.Marks, ToyTopology.Audit];

    public string? Fault(Command command) =>
        command.Type != "mark" ? $"type {command.Type} is unknown"
        : Group(command) is null ? "group is missing"
        : null;

    public async Task<CommandOutcome> CarryOutAsync(Command command, ICommandContext<TallyPrices> context, CancellationToken cancel)
    {
        await Before(command, context, cancel);
        var prices = await context.ReferenceAtAsync(command.Cut, cancel);
        var total = 0L;
        foreach (var shard in Shards ?? [.. Enumerable.Range(0, context.Shards)])
        {
            context.Report($"reads shard {shard}");
            var end = command.Cut[new(TallyTopology.Numbers, shard)];
            await context.ReadWindowsAsync(
                TallyTopology.Numbers,
                shard,
                new HashSet<int> { 0 },
                from: 0,
                end,
                (in Sluice.Engine.Log.Record r) => total += long.Parse(Encoding.UTF8.GetString(r.Value), CultureInfo.InvariantCulture),
                cancel);
        }

        return prices.Of("refuse") > 1
            ? CommandOutcome.Refused("the book is shut")
            : CommandOutcome.Done(
                $"total {total}",
                $$"""{"total": {{total}}}""",
                RowChange.Upsert(ToyTopology.Marks, context.Number, Group(command), total, command.Id)) with
            { LastAsync = Last };
    }

    public Task<IReadOnlyList<RowChange>> RefusedAsync(RefusedMessage refused, ICommandContext<TallyPrices> context, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<RowChange>>([RowChange.Upsert(ToyTopology.Audit, context.Number, refused.Reason)]);

    private static string? Group(Command command) =>
        command.Body.TryGetProperty("group", out var group) && group.ValueKind == JsonValueKind.String ? group.GetString() : null;
}
