using Sluice.Cli.Hosting;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.State;
using Sluice.Topology;

namespace Sluice.Cli.Control;

/// <summary>Appends commands to the control topic, each with the cut of its moment.</summary>
/// <param name="seal">Signs a message.</param>
internal sealed class CommandSender(ILog log, CommandSeal seal, TimeProvider time)
{
    /// <summary>Appends it durably; it will be carried out or refused, once, whoever runs.</summary>
    /// <returns>What was sent.</returns>
    /// <exception cref="LogException">Not appended, or perhaps: a command that is sent again is another one.</exception>
    public async Task<CommandHead> SendAsync(CommandWish wish, string requestedBy, string reason, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var head = new CommandHead(Guid.CreateVersion7(now).ToString(), requestedBy, reason, now);
        var message = CommandMessage.Write(seal, head.Id, wish.Type, requestedBy, reason, now, await CutAsync(cancel), wish.Fields);
        await CommandMessage.SendAsync(log, head.Id, message, now, cancel);
        return head;
    }

    /// <exception cref="CliException">An input is not made yet.</exception>
    private async Task<Positions> CutAsync(CancellationToken cancel)
    {
        var topology = FinanceTopology.Build(new BooksSettings());
        var made = (await log.TopicsAsync(cancel)).Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var inputs = topology.Streams.Select(s => s.Topic).Concat(topology.ReferenceTopics.Select(t => t.Topic));
        return inputs.FirstOrDefault(topic => !made.Contains(topic)) is { } missing
            ? throw CliException.Refused($"there is no topic {missing} yet: ./sluice run --until-idle makes the topics")
            : await CommandCut.NowAsync(topology, log, cancel);
    }
}
