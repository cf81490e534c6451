using Sluice.Cli.Hosting;
using Sluice.Cli.Reading;
using Sluice.Cli.Rendering;
using Sluice.Engine.Control;
using Sluice.Engine.Outputs;

namespace Sluice.Cli.Control;

/// <summary>Watches a command's row until it has ended, and tells how far it is. Used by one flow.</summary>
/// <param name="open">Opens a new look at the books.</param>
internal sealed class CommandFollower(Func<CancellationToken, Task<IBooksReader?>> open, TimeProvider time)
{
    private static readonly TableSchema Table = EngineTables.Commands;

    /// <summary>So long nothing may happen before a person is told what that may mean.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Between two looks.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Told what a person should know.</summary>
    public Action<string> Tell { get; init; } = Messages.Tell;

    /// <summary>The command's row at its end.</summary>
    /// <param name="title">What it is called in the line of progress.</param>
    public async Task<object?[]> FollowAsync(string commandId, string title, CancellationToken cancel)
    {
        var line = ProgressLine.Stderr;
        line.Begin(title, total: 0);
        var (seen, since, told) = ("", time.GetTimestamp(), false);
        while (true)
        {
            var commands = await CommandsAsync(commandId, cancel);
            if (commands.Find(r => IsOf(r, commandId)) is { } row && CommandStatus.HasEnded(Status(row)))
            {
                line.End();
                return row;
            }

            var now = string.Join('\n', commands.Select(r => $"{r[0]} {Status(r)} {Progress(r)}"));
            if (now != seen)
            {
                (seen, since) = (now, time.GetTimestamp());
            }
            else if (!told && time.GetElapsedTime(since) >= Patience && Waiting(commands, commandId) is { } words)
            {
                told = true;
                line.End();
                Tell(words);
            }

            line.Show($"{Terminal.Stderr.Paint(title, Tone.Strong)}  {Standing(commands, commandId)}");
            await Task.Delay(Pause, time, cancel);
        }
    }

    /// <summary>Those that have not ended, and the one that is followed, in the order in which they were sent.</summary>
    private async Task<List<object?[]>> CommandsAsync(string commandId, CancellationToken cancel)
    {
        await using var reader = await open(cancel);
        return reader is null
            ? []
            : [.. (await reader.ReadRowsAsync(Table, [], cancel)).Where(r => IsOf(r, commandId) || !CommandStatus.HasEnded(Status(r)))];
    }

    /// <summary>Why nothing happens, as far as it can be seen; null where something does.</summary>
    private string? Waiting(List<object?[]> commands, string commandId)
    {
        if (commands.Exists(r => Status(r) is CommandStatus.Running or CommandStatus.Finishing))
        {
            return null;
        }

        var taken = commands.Exists(r => IsOf(r, commandId)) ? "it waits for its turn" : "nobody has taken it up";
        return $"command {commandId} is in the log, and for {Patience.TotalSeconds:0} s {taken}: perhaps no worker runs on these books."
            + " ./sluice run with the same --db-uri and --log starts one; this goes on waiting";
    }

    private static string Standing(List<object?[]> commands, string commandId)
    {
        if (commands.Find(r => IsOf(r, commandId)) is not { } row)
        {
            return "sent";
        }

        var ahead = commands.Find(r => Status(r) is CommandStatus.Running or CommandStatus.Finishing);
        return Status(row) == CommandStatus.Queued && ahead is not null
            ? $"waits for {ahead[Table.Ordinal("type")]} {ahead[0]}"
            : DisplayText.Clean($"{Status(row)}  {Progress(row)}").TrimEnd();
    }

    private static bool IsOf(object?[] row, string commandId) => (string)row[0]! == commandId;

    private static string Status(object?[] row) => (string)row[Table.Ordinal("status")]!;

    private static string? Progress(object?[] row) => (string?)row[Table.Ordinal("progress")];
}
