using System.Text;
using System.Text.Json;
using Sluice.Cli.Control;
using Sluice.Cli.Hosting;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Testing.Memory;
using Sluice.Topology;

namespace Sluice.Ops.Tests.Control;

public class CommandSenderTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, CommandKey.Length).Select(i => (byte)i)];

    [Fact]
    public async Task A_command_lies_signed_in_the_one_partition_with_the_cut_of_its_moment()
    {
        var log = await LogAsync();
        var sender = new CommandSender(log, new CommandSeal(Key), TimeProvider.System);
        var sent = await sender.SendAsync(CommandWish.Cancel("x"), "asha", "typo", CancellationToken.None);
        var later = await sender.SendAsync(CommandWish.Cancel("y"), "asha", "", CancellationToken.None);

        (await log.TopicsAsync(CancellationToken.None)).Single(t => t.Name == ControlTopic.Name).Partitions.ShouldBe(1);
        var messages = Messages(await log.ReadAsync(ControlTopic.Source, 0, 10, 1 << 20, CancellationToken.None));
        messages.Select(m => m.Key).ShouldBe([sent.Id, later.Id]);
        string.CompareOrdinal(sent.Id[..13], later.Id[..13]).ShouldBeLessThanOrEqualTo(0);
        var root = JsonDocument.Parse(messages[0].Text).RootElement;
        root.GetProperty("command_id").GetString().ShouldBe(sent.Id);
        var cut = root.GetProperty("cut");
        cut.GetProperty("clients").ToString().ShouldBe("""{"0":2}""");
        cut.GetProperty("reports").ToString().ShouldBe("""{"0":0,"1":3}""");
        var graph = FinanceTopology.Build(new BooksSettings());
        cut.EnumerateObject().Select(t => t.Name).ShouldBe(
            graph.Streams.Select(s => s.Topic).Concat(graph.ReferenceTopics.Select(t => t.Topic)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_sent_is_a_command_of_the_books_key_and_of_no_other()
    {
        var log = await LogAsync();
        var wish = CommandWish.Rerun(new RerunWish([new(2026, 1)], [], ["P-1"], new(2026, 1, 31, 18, 0, 0, TimeSpan.Zero), IncludeLate: true, Apply: false));
        await new CommandSender(log, new CommandSeal(Key), TimeProvider.System).SendAsync(wish, "asha", "the ₹ are \"in\"", CancellationToken.None);
        var message = Encoding.UTF8.GetBytes(Messages(await log.ReadAsync(ControlTopic.Source, 0, 1, 1 << 20, CancellationToken.None)).Single().Text);

        var (command, refused) = Envelope.Read(0, message, new CommandSeal(Key));
        refused.ShouldBeNull();
        FinanceTopology.Build(new BooksSettings()).Commands!.Fault(command!).ShouldBeNull();
        command!.Reason.ShouldBe("the ₹ are \"in\"");
        command.Body.GetProperty("at").GetString().ShouldBe("2026-01-31T18:00:00Z");
        command.Body.GetProperty("pricing").GetString().ShouldBe("as-of");
        Envelope.Read(0, message, new CommandSeal(new byte[32])).Command.ShouldBeNull();
    }

    [Fact]
    public void Every_wish_has_the_fields_that_the_books_take()
    {
        CommandWish[] wishes =
        [
            CommandWish.Close(new(2026, 1), ["C-1", "C-2"], force: true),
            CommandWish.Close(new(2026, 1), [], force: false),
            CommandWish.Rerun(new RerunWish([new(2026, 1), new(2026, 2)], ["C-1"], [], AsOf: null, IncludeLate: false, Apply: true)),
            CommandWish.CreditNote("INV-2601-000001", 123456789012345.12345678m - 0.12345678m),
        ];
        var books = FinanceTopology.Build(new BooksSettings()).Commands!;
        foreach (var wish in wishes)
        {
            var message = CommandMessage.Write(new CommandSeal(Key), "id", wish.Type, "asha", "", DateTimeOffset.UnixEpoch, Engine.State.Positions.None, wish.Fields);
            books.Fault(Envelope.Read(0, message, new CommandSeal(Key)).Command!).ShouldBeNull(wish.Type);
        }
    }

    [Fact]
    public async Task Without_an_input_no_command_is_sent()
    {
        var log = new InMemoryLog();
        await log.EnsureTopicAsync(new TopicSpec("reports", 2), CancellationToken.None);

        var refused = await Should.ThrowAsync<CliException>(
            new CommandSender(log, new CommandSeal(Key), TimeProvider.System).SendAsync(CommandWish.Cancel("x"), "asha", "", CancellationToken.None));

        refused.Code.ShouldBe(ExitCode.Refused);
        refused.Message.ShouldContain("./sluice run");
        (await log.TopicsAsync(CancellationToken.None)).ShouldNotContain(t => t.Name == ControlTopic.Name);
    }

    /// <summary>All inputs, some with records, and a topic that is none.</summary>
    private static async Task<InMemoryLog> LogAsync()
    {
        var log = new InMemoryLog();
        var graph = FinanceTopology.Build(new BooksSettings());
        foreach (var topic in graph.ReferenceTopics)
        {
            await log.EnsureTopicAsync(new TopicSpec(topic.Topic, 1), CancellationToken.None);
        }

        foreach (var (topic, partitions, partition, records) in new[] { ("reports", 2, 1, 3), ("clients", 1, 0, 2), ("margin_summary", 1, 0, 4) })
        {
            await log.EnsureTopicAsync(new TopicSpec(topic, partitions), CancellationToken.None);
            var batch = new LogBatchBuilder();
            Enumerable.Range(0, records).ToList().ForEach(_ => batch.Add(null, "{}"u8, 0));
            await log.AppendAsync([(new TopicPartition(topic, partition), batch.Take())], CancellationToken.None);
        }

        return log;
    }

    private static List<(string Key, string Text)> Messages(LogBatch batch)
    {
        var messages = new List<(string, string)>();
        foreach (var record in batch)
        {
            messages.Add((Encoding.UTF8.GetString(record.Key), Encoding.UTF8.GetString(record.Value)));
        }

        return messages;
    }
}
