using Sluice.Engine.Actors;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// The clients whose days a move limits for the first time. The move puts all their reports in order before it looks at
/// one: a place is known once all are in, and who comes before whom need not be mended with every report.
/// Owned by the shard's thread.
/// </summary>
internal sealed class FirstLimits
{
    private readonly HashSet<int> _numbers = [];
    private readonly List<ClientActor> _clients;

    public FirstLimits(IEnumerable<ClientActor> clients)
    {
        _clients = [.. clients];
        _numbers.UnionWith(_clients.Select(client => client.Number));
        Until = _clients.Count > 0 ? int.MaxValue : 0;
    }

    /// <summary>The next fact to look at, once the queues are filled.</summary>
    public int Cursor { get; set; }

    /// <summary>The facts to look at a second time end here: those that have come later enter in their places.</summary>
    public int Until { get; private set; }

    public bool Has(int client) => _numbers.Count > 0 && _numbers.Contains(client);

    /// <summary>Whether the fact is in line to be looked at.</summary>
    public bool Waits(int client, int index) => index >= Cursor && index < Until && Has(client);

    /// <summary>All facts so far are in their queues; a no-op when said again.</summary>
    public void EndQueueing(int facts)
    {
        if (Until == int.MaxValue)
        {
            Until = facts;
            _clients.ForEach(client => client.Days!.IsFilling = false);
        }
    }
}
