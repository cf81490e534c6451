using System.Net.Sockets;
using Sluice.Connectors.Child;
using Sluice.Connectors.Embedded;
using Sluice.Connectors.Embedded.Owner;
using Sluice.Engine.Log;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Compliance;

namespace Sluice.Connectors.Tests.Embedded;

public sealed class SessionTests : IDisposable
{
    private static readonly TopicPartition Target = new("t", 0);

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Of_two_processes_one_owns_and_the_other_forwards()
    {
        using var owner = ChildProcess.Start("own", _folder.Database);
        (await owner.ReadLineAsync()).ShouldBe("owner");
        await using var client = await OpenAsync();
        client.IsOwner.ShouldBeFalse();
        await client.Log.EnsureTopicAsync(new TopicSpec("t", 2, RetentionBytes: 1 << 30), CancellationToken.None);
        var offsets = await client.Log.AppendAsync(
            [(Target, LogTestData.Numbered("a", 5)), (new("t", 1), LogTestData.Numbered("b", 2)), (Target, LogTestData.Of((null, null), ([], [])))],
            CancellationToken.None);
        offsets.ShouldBe([0L, 0L, 5L]);
        (await client.Log.OffsetsAsync("t", CancellationToken.None)).ShouldBe([new OffsetRange(0, 7), new OffsetRange(0, 2)]);
        (await client.Log.TopicsAsync(CancellationToken.None)).ShouldBe([new TopicSpec("t", 2, 1 << 30)]);
        (await client.CallAsync("process", "{}")).ShouldBe($"{{\"id\": {owner.Id}}}");
        await client.DisposeAsync();
        (await owner.EndAsync()).ShouldBe(0);

        await using var next = await OpenAsync();
        next.IsOwner.ShouldBeTrue();
        var records = await LogTestData.ReadAsync(next.Log, Target, 0, 7);
        records.Take(5).Select(r => r.Text).ShouldBe(Enumerable.Range(0, 5).Select(i => LogTestData.NumberedText("a", i)));
        (records[5].Key, records[5].Value, records[6].Key!.Length, records[6].Value!.Length).ShouldBe((null, null, 0, 0));
    }

    [Fact]
    public async Task Of_many_that_start_at_once_exactly_one_owns()
    {
        var sessions = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => OpenAsync()));
        sessions.Count(s => s.IsOwner).ShouldBe(1);
        await Task.WhenAll(sessions.Select(s => s.Log.EnsureTopicAsync(new TopicSpec("t", 1), CancellationToken.None).AsTask()));
        var appends = sessions.SelectMany(s => Enumerable.Range(0, 20).Select(_ => s.Log.AppendAsync([(Target, LogTestData.Numbered("a", 2))], CancellationToken.None).AsTask()));
        var offsets = await Task.WhenAll(appends.ToList());
        offsets.Select(o => o[0]).Order().ShouldBe(Enumerable.Range(0, 120).Select(i => i * 2L));
        foreach (var session in sessions.OrderBy(s => s.IsOwner))
        {
            await session.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_killed_owner_leaves_a_clear_error_and_room_for_the_next()
    {
        using var owner = ChildProcess.Start("own", _folder.Database);
        (await owner.ReadLineAsync()).ShouldBe("owner");
        await using var client = await OpenAsync();
        await client.Log.EnsureTopicAsync(new TopicSpec("t", 1), CancellationToken.None);
        await client.Log.AppendAsync([(Target, LogTestData.Numbered("a", 3))], CancellationToken.None);
        var underWay = client.CallAsync("hang", "{}").AsTask();
        await owner.KillAsync();

        (await Should.ThrowAsync<EmbeddedException>(() => underWay)).Message.ShouldContain("ended");
        var append = await Should.ThrowAsync<LogException>(async () => await client.Log.AppendAsync([(Target, LogTestData.Numbered("b", 1))], CancellationToken.None));
        append.Message.ShouldContain("run the command again");
        await using var next = await OpenAsync();
        next.IsOwner.ShouldBeTrue();
        (await next.Log.OffsetsAsync("t", CancellationToken.None)).ShouldBe([new OffsetRange(0, 3)]);
    }

    [Fact]
    public async Task A_client_sees_committed_rows_while_another_process_owns_the_database()
    {
        using var hammer = ChildProcess.Start("own", _folder.Database, "hammer");
        (await hammer.ReadLineAsync()).ShouldBe("owner");
        while ((await hammer.ReadLineAsync()).ShouldNotBeNull() != "committed 0 5 .")
        {
            // Acknowledgements before the one waited for.
        }

        await using var client = await OpenAsync();
        client.IsOwner.ShouldBeFalse();
        var row = (await client.Reader.ReadRowsAsync(Hammer.Tally, [("shard", 0L)], CancellationToken.None)).ShouldHaveSingleItem();
        ((long)row[1]!).ShouldBeGreaterThanOrEqualTo(5);
        (await client.Reader.StandingsAsync(CancellationToken.None)).Count.ShouldBe(2);
        await Should.ThrowAsync<StoreException>(async () => await client.Reader.ReadRowsAsync(StoreTestData.Partials, [], CancellationToken.None));
        await hammer.KillAsync();
    }

    [Fact]
    public async Task Refusals_reach_the_client_as_they_were()
    {
        await using var owner = await OpenAsync();
        await using var client = await OpenAsync();
        owner.Calls.Register("fail", (_, _) => throw new InvalidOperationException("the books are closed"));
        await owner.Log.EnsureTopicAsync(new TopicSpec("t", 1), CancellationToken.None);
        var topic = await Should.ThrowAsync<LogException>(async () => await client.Log.EnsureTopicAsync(new TopicSpec("t", 2), CancellationToken.None));
        (topic.OutcomeUnknown, topic.Message.Contains("has 1 partitions")).ShouldBe((false, true));
        await Should.ThrowAsync<LogException>(async () => await client.Log.AppendAsync([(new("u", 0), LogTestData.Numbered("a", 1))], CancellationToken.None));
        await Should.ThrowAsync<LogException>(async () => await client.Log.AppendAsync([(Target, new AppendFrames(3, new byte[70]))], CancellationToken.None));
        await Should.ThrowAsync<LogException>(async () => await client.Log.ReadAsync(Target, 0, 1, 1, CancellationToken.None));
        (await Should.ThrowAsync<EmbeddedException>(async () => await client.CallAsync("fail", ""))).Message.ShouldBe("the books are closed");
        (await Should.ThrowAsync<EmbeddedException>(async () => await client.CallAsync("nothing", ""))).Message.ShouldContain("does not answer nothing");
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { 255, 255, 255, 127, 1, 4, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 6, 0, 0, 0, 9, 4, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 200, 0, 0, 0, 1, 4, 0, 0, 0, 0, 7 })]
    [InlineData(new byte[] { 10, 0, 0, 0, 1, 4, 1, 0, 0, 0, 255, 255, 255, 127 })]
    [InlineData(new byte[] { 6, 0, 0, 0, 1, 77, 1, 0, 0, 0 })]
    public async Task A_broken_client_never_hurts_the_owner(byte[] garbage)
    {
        await using var owner = await OpenAsync();
        await using var client = await OpenAsync();
        await client.Log.EnsureTopicAsync(new TopicSpec("t", 1), CancellationToken.None);
        using (var broken = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            await broken.ConnectAsync(new UnixDomainSocketEndPoint(_folder.Database + ".sock"));
            await broken.SendAsync(garbage);
        }

        (await client.Log.AppendAsync([(Target, LogTestData.Numbered("a", 1))], CancellationToken.None)).ShouldBe([0L]);
        (await owner.Log.OffsetsAsync("t", CancellationToken.None))[0].End.ShouldBe(1);
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_gets_one_in_the_temporary_folder()
    {
        var options = new EmbeddedOptions { Path = Path.Combine(_folder.Path, new string('d', 100), "sluice.db") };
        await using var owner = await EmbeddedSession.OpenAsync(options);
        await using var client = await EmbeddedSession.OpenAsync(options);
        (owner.IsOwner, client.IsOwner).ShouldBe((true, false));
        (await client.Log.TopicsAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    private Task<EmbeddedSession> OpenAsync() => EmbeddedSession.OpenAsync(new EmbeddedOptions { Path = _folder.Database });
}
