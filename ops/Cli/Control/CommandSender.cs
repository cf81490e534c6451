using System.Text;
using Sluice.Engine.Control;
using Sluice.Engine.Log;

namespace Sluice.Cli.Control;

/// <summary>Appends commands to the control topic, each with the cut of its moment.</summary>
/// <param name="seal">Signs a message.</param>
internal sealed class CommandSender(ILog log, Func<byte[], byte[]> seal, TimeProvider time)
{
    /// <summary>Appends it durably; it will be carried out or refused, once, whoever runs.</summary>
    /// <returns>What was sent.</returns>
    /// <exception cref="LogException">Not appended, or perhaps: a command that is sent again is another one.</exception>
    public async Task<CommandHead> SendAsync(CommandMessage message, string requestedBy, string reason, CancellationToken cancel)
    {
        await log.EnsureTopicAsync(new TopicSpec(ControlTopic.Name, Partitions: 1), cancel);
        var now = time.GetUtcNow();
        var head = new CommandHead(Guid.CreateVersion7(now).ToString(), requestedBy, reason, now, await LogCut.NowAsync(log, cancel));
        var batch = new LogBatchBuilder();
        batch.Add(Encoding.UTF8.GetBytes(head.Id), seal(message.Write(head)), now.ToUnixTimeMilliseconds());
        await log.AppendAsync([(ControlTopic.Source, batch.Take())], cancel);
        return head;
    }
}
