using Sluice.Samples.Market;

namespace Sluice.Samples.Traffic;

/// <summary>Counts the reports of clients whose contract limits them a day, so that no good one is beyond it.</summary>
/// <remarks>Reports must be asked for in the order of their days.</remarks>
internal sealed class DayCounts
{
    private const long None = -1;

    private readonly long[] _limits;
    private readonly int[] _exempt;
    private readonly long[] _counts;
    private readonly List<int> _full = [];
    private int _day;

    public DayCounts(IReadOnlyList<SampleClient> clients)
    {
        _limits = [.. clients.Select(client => client.Terms.DayLimit ?? None)];
        _exempt = [.. clients.Select(client => client.Terms.OwnSlots.Sum(modality => 1 << modality))];
        _counts = new long[clients.Count];
    }

    /// <summary>Clients that have reached their limit today: whatever comes later the same day is beyond it.</summary>
    public IReadOnlyList<int> Full => _full;

    /// <summary>Whether a report may still come today; if so it is counted.</summary>
    public bool Admits(int client, int modality, int day)
    {
        if (day != _day)
            Begin(day);
        var limit = _limits[client];
        if (limit == None || !Limits(client, modality))
            return true;
        if (_counts[client] == limit)
            return false;
        if (++_counts[client] == limit)
            _full.Add(client);
        return true;
    }

    /// <summary>Whether the modality has no rule of its own, so that the limit is for it too.</summary>
    public bool Limits(int client, int modality) => (_exempt[client] >> modality & 1) == 0;

    private void Begin(int day)
    {
        _day = day;
        _full.Clear();
        Array.Clear(_counts);
    }
}
