using System.Text;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Books.Commands;

/// <summary>Which partition the reports of clients lie in. Others may write to the log and place keys otherwise than it would itself.</summary>
internal sealed class ClientPlaces
{
    private readonly Dictionary<string, int> _known;
    private readonly int _shards;

    private ClientPlaces(Dictionary<string, int> known, int shards) => (_known, _shards) = (known, shards);

    /// <summary>To be asked once the month is read, so that every client with a report in it is known.</summary>
    public static async Task<ClientPlaces> LoadAsync(ICommandContext<PriceBook> context, IReadOnlyList<string> clients, CancellationToken cancel)
    {
        var owners = await context.OwnersAsync(FinanceTopics.Reports, clients, cancel);
        var known = clients.Zip(owners).Where(client => client.Second is not null);
        return new(known.ToDictionary(client => client.First, client => client.Second!.Value, StringComparer.Ordinal), context.Shards);
    }

    /// <summary>Whether a report has told where the client's lie; where not, none of it is below the cut, whatever that is.</summary>
    public bool IsKnown(string client) => _known.ContainsKey(client);

    /// <summary>Where a client's reports lie; of one without any, where the log would place them.</summary>
    public int ShardOf(string client) =>
        _known.TryGetValue(client, out var shard) ? shard : Partitioner.PartitionOf(Encoding.UTF8.GetBytes(client), _shards);
}
