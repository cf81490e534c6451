using Sluice.Engine.Outputs;
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
public interface ICommandContext<TReference>
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
    Task<TReference> ReferenceAtAsync(Positions cut, CancellationToken cancel);

    /// <summary>
    /// Hands over, in order, the records of a topic's partition below <paramref name="end"/> that may bear on any of the
    /// windows: all that the shard owns and could take, and more; those it set aside (quarantined, another shard's keys) not.
    /// </summary>
    /// <exception cref="WindowLostException">The log no longer holds all of them.</exception>
    Task ReadWindowsAsync(string topic, int shard, IReadOnlySet<int> windows, long end, RecordSink sink, CancellationToken cancel);

    /// <summary>Tells how far it is, for <c>commands.progress</c>.</summary>
    void Report(string progress);
}

/// <summary>Takes one record; its bytes are valid during the call only.</summary>
public delegate void RecordSink(in Log.Record record);

/// <summary>A window reaches before what the log retains.</summary>
public sealed class WindowLostException(string message) : Exception(message);
