using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Checking.Books;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Simulation.Running;
using Sluice.Topology.Books;

namespace Sluice.Simulation.Checking.Books;

/// <summary>
/// Which commands a loss of the log may have ended, and how: looked at as each of them ends, so that no other may. A command
/// that could not be carried out because records below its cut were gone just then has ended in words that are true, and
/// has left nothing. One thread.
/// </summary>
internal sealed partial class LossToll(Stage stage)
{
    private readonly HashSet<string> _written = [];
    private readonly HashSet<string> _early = [];
    private readonly HashSet<string> _ended = [];

    /// <summary>Whether the loss has ended a command.</summary>
    public bool Took(string id) => _ended.Contains(id);

    /// <summary>A sender has taken a command's cut from the log as it is now.</summary>
    public void Written(string id)
    {
        if (stage.AwaitsDecision)
        {
            // The offsets of a log that was put in the place of the true one, or of what was left of it.
            _written.Add(id);
        }

        if (stage.BeforeRestore is null)
        {
            _early.Add(id);
        }
    }

    /// <summary>Looks at a command that has ended at this moment.</summary>
    public void Watch(CommandRow ended)
    {
        if (ended.IssuedAt is not null && ended.Status is CommandStatus.Failed or CommandStatus.Refused && IsOfLoss(ended))
        {
            _ended.Add(ended.Id);
        }
    }

    /// <summary>The store is an older one again: what had not ended by then has not ended.</summary>
    public void Restored(IEnumerable<CommandRow> commands) =>
        _ended.IntersectWith(commands.Where(command => command.HasEnded).Select(command => command.Id));

    private bool IsOfLoss(CommandRow ended)
    {
        var words = ended.Reason ?? "";
        return ended.Status == CommandStatus.Refused
            ? IsBeyond(ended, BeyondTheEnd().Match(words))
            : stage.AwaitsDecision && (IsShort(NeededUpTo().Match(words)) || IsDropped(NeededFrom().Match(words)) || IsUntaken(NeededBelow().Match(words)));
    }

    /// <summary>The cut is what the command says, and lies beyond an end that the log truly had; nobody appends while it is lost.</summary>
    private bool IsBeyond(CommandRow ended, Match words)
    {
        if (!words.Success)
        {
            return false;
        }

        var (source, cut, end, held) = (Source(words), Number(words, "needed"), Number(words, "held"), Range(words).End);
        return (stage.AwaitsDecision || _written.Contains(ended.Id) || IsUndone(ended.Id, source))
            && ToldCommand.Of(ended).Cut[source] == cut && end < cut && (stage.AwaitsDecision ? end == held : end <= held);
    }

    /// <summary>The topic of bookings went back with an older store, and the command's cut counts bookings that are gone.</summary>
    private bool IsUndone(string id, TopicPartition source) =>
        source.Topic == BooksTables.Bookings.Name && stage.BeforeRestore is not null && _early.Contains(id);

    private bool IsShort(Match words) => words.Success && Number(words, "held") == Range(words).End && Range(words).End < Number(words, "needed");

    private bool IsDropped(Match words) => words.Success && Number(words, "held") == Range(words).Start && Range(words).Start > Number(words, "needed");

    private bool IsUntaken(Match words) => words.Success && Range(words).Start > Taken(Source(words)) && Taken(Source(words)) < Number(words, "needed");

    private long Taken(TopicPartition source) =>
        stage.Store.StandingsAsync(CancellationToken.None).Now().FirstOrDefault(s => s.Shard == source.Partition)?.Positions[source] ?? 0;

    private OffsetRange Range(Match words) =>
        stage.Log.OffsetsAsync(Source(words).Topic, CancellationToken.None).Now()[Source(words).Partition];

    private static TopicPartition Source(Match words) => new(words.Groups["topic"].Value, (int)Number(words, "partition"));

    private static long Number(Match words, string group) => long.Parse(words.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^cut of (?<topic>\w+)/(?<partition>\d+) is (?<needed>\d+), beyond the log's end at (?<held>\d+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex BeyondTheEnd();

    [GeneratedRegex(@"^(?<topic>\w+)/(?<partition>\d+) is needed up to offset (?<needed>\d+), and the log ends at (?<held>\d+): it has lost its newest records$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex NeededUpTo();

    [GeneratedRegex(@"^(?<topic>\w+)/(?<partition>\d+) is needed from offset (?<needed>\d+) on, and the log holds it from (?<held>\d+) on only", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex NeededFrom();

    [GeneratedRegex(@"^(?<topic>\w+)/(?<partition>\d+) is needed below offset (?<needed>\d+), which the log no longer holds, and its shard had not taken it before$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex NeededBelow();
}
