using Sluice.Engine.Log;
using Sluice.Oracle.Input;

namespace Sluice.Checking.Books;

/// <summary>How much of every input was known when each month of each party was booked: of less it is not computed anew.</summary>
internal sealed class BookedDepths
{
    private readonly Dictionary<(string Month, string Type, string Party), Dictionary<TopicPartition, long>> _ends = [];

    /// <summary>A command has booked a party's month.</summary>
    /// <param name="type">client or provider.</param>
    public void Book(string month, string type, string party, ToldCommand by)
    {
        if (!_ends.TryGetValue((month, type, party), out var ends))
        {
            _ends[(month, type, party)] = ends = [];
        }

        foreach (var (source, end) in by.Cut.All.Where(part => Topics.All.Contains(part.Key.Topic)))
        {
            ends[source] = Math.Max(ends.GetValueOrDefault(source), end);
        }
    }

    /// <summary>What a command knows less of than is booked of the month of some parties; null where of nothing.</summary>
    public string? Lacks(ToldCommand command, string month, string type, Func<string, bool> includes) =>
        _ends.Where(booked => booked.Key.Month == month && booked.Key.Type == type && includes(booked.Key.Party))
            .SelectMany(booked => booked.Value.Where(end => command.Cut[end.Key] < end.Value)
                .Select(end => $"{month} of {type} {booked.Key.Party} is booked with what lies below {end.Value} of {end.Key}"))
            .FirstOrDefault();
}
