using System.Text;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Books.Commands;

/// <summary>What all commands on the books share: where their rows begin, and how they refuse.</summary>
internal sealed class Decision(DocumentNumbering numbering, Command command, ICommandContext<PriceBook> context, DateTimeOffset? asOf = null)
{
    /// <summary>Rows that begin where the decision before ended.</summary>
    public Task<BookWriter> BeginAsync(CancellationToken cancel) => BookWriter.BeginAsync(
        context.Store,
        numbering,
        new Stamp(command.Id, command.RequestedBy, context.Now, new Basis(context.Number, command.Cut.ToJson(), asOf)),
        cancel);

    /// <summary>Nothing is booked but the audit of it.</summary>
    public async Task<CommandOutcome> RefuseAsync(string reason, CancellationToken cancel)
    {
        var writer = await BeginAsync(cancel);
        writer.Add(new DraftAudit("refused", null, null, null, $"{command.Type}: {reason}"));
        return CommandOutcome.Refused(reason, writer.Rows());
    }

    /// <summary>Where the reports of a client without any would lie.</summary>
    public int ShardOf(string client) => Partitioner.PartitionOf(Encoding.UTF8.GetBytes(client), context.Shards);
}
