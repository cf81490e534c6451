using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Replay;
using Sluice.Engine.State;

namespace Sluice.Engine.Control;

/// <summary>
/// What a topology's commands do. One command at a time is carried out, in the order of the control topic, by one process
/// of all; should it die, another begins the command again. So a command reads what it needs, computes, and gives rows back;
/// nothing shows before they commit.
/// </summary>
public interface ICommandBook<TReference>
{
    /// <summary>Tables that commands fill and no flow does.</summary>
    IReadOnlyList<TableSchema> Tables { get; }

    /// <summary>Why a command cannot be taken at all (unknown type, missing or wrong field, with its value), or null.</summary>
    string? Fault(Command command);

    /// <summary>Works out what the command comes to. Called again from the start after a crash, or after a store or log was away.</summary>
    Task<CommandOutcome> CarryOutAsync(Command command, ICommandContext<TReference> context, CancellationToken cancel);

    /// <summary>The rows that tell of a message that was refused before it was a command.</summary>
    Task<IReadOnlyList<RowChange>> RefusedAsync(RefusedMessage refused, ICommandContext<TReference> context, CancellationToken cancel);
}

/// <summary>What a command may look at while it is carried out.</summary>
public interface ICommandContext<TReference> : IWindows
{
    /// <summary>Partitions of every keyed input.</summary>
    int Shards { get; }

    /// <summary>When the command is decided.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Rises with every decision and is given once: bookings are ordered by it.</summary>
    long Number { get; }

    /// <summary>For looking. Only the command's own decision writes, and it fails where another process has decided since.</summary>
    IStore Store { get; }

    /// <summary>The reference data below the cut; waits until this process has read as far.</summary>
    /// <exception cref="WindowLostException">The log does not reach the cut any more.</exception>
    Task<TReference> ReferenceAtAsync(Positions cut, CancellationToken cancel);

    /// <summary>The shard that has each key of a topic, in order; null where no record has come that says so.</summary>
    Task<IReadOnlyList<int?>> OwnersAsync(string topic, IReadOnlyList<string> keys, CancellationToken cancel);

    /// <summary>How many partitions the command may work out at once.</summary>
    int Readers { get; }

    /// <summary>Bytes of records that each of them may hold at once.</summary>
    long ReaderBytes { get; }

    /// <summary>For a computation that takes longer than some milliseconds.</summary>
    IPace Pace();

    /// <summary>Tells how far it is, for <c>commands.progress</c>.</summary>
    void Report(string progress);
}

/// <summary>What a command cannot be carried out for, in words for whoever sent it; nothing was decided.</summary>
public abstract class CommandFailedException(string message) : Exception(message);

/// <summary>A window reaches before what the log retains.</summary>
public sealed class WindowLostException(string message) : CommandFailedException(message)
{
    /// <summary>The first offset that the log still holds; null where it is not its beginning that is lost.</summary>
    public long? HeldFrom { get; init; }
}
