using Sluice.Cli.Control;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Memory;

namespace Sluice.Ops.Tests.Control;

public sealed class ShownChangesTests
{
    private static readonly TableSchema s_table = new("shown", KeyColumns: 1, Outbox: true, new Column("id", ColumnType.Integer));

    private readonly InMemoryStore _store = new();

    [Fact]
    public async Task What_is_committed_is_waited_for_until_the_outbox_is_worked_off_and_nothing_later_is()
    {
        await _store.PrepareAsync([s_table], default);
        var lease = await _store.TakeAsync(0, default);
        await CommitAsync(lease, 1);

        var shown = ShownChanges.WaitAsync(_store, TimeProvider.System, default);
        await CommitAsync(lease, 2);
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        shown.IsCompleted.ShouldBeFalse();
        await _store.CompleteOutboxAsync([(await _store.ReadOutboxAsync(1, default))[0]], [], default);
        await shown.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);

        (await _store.ReadOutboxAsync(10, default)).Single().Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_in_the_outbox_is_shown_already()
    {
        await _store.PrepareAsync([s_table], default);

        ShownChanges.WaitAsync(_store, TimeProvider.System, default).IsCompletedSuccessfully.ShouldBeTrue();
    }

    private async Task CommitAsync(ShardLease lease, long sequence) => await _store.CommitAsync(
        new ShardCommit
        {
            Shard = lease.Shard,
            Epoch = lease.Epoch,
            Sequence = sequence,
            Positions = Positions.None,
            Segment = default,
            Rows = [RowChange.Upsert(s_table, sequence)],
        },
        default);
}
