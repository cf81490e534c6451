using Shouldly;
using Sluice.Engine.Log;
using Xunit;

namespace Sluice.Engine.Testing.Compliance;

/// <summary>What every <see cref="ILog"/> must do. Inherit it and make the log; each test gets a new one.</summary>
public abstract partial class LogCompliance : IAsyncLifetime
{
    /// <summary>The topic that every test finds, with three partitions.</summary>
    protected const string Topic = "orders";

    /// <summary>Long enough for a busy machine; only a broken log waits for it.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    protected static readonly TopicPartition First = new(Topic, 0);
    protected static readonly TopicPartition Second = new(Topic, 1);

    /// <summary>The log under test.</summary>
    protected ILog Log { get; set; } = null!;

    /// <summary>Ends with the test, or when the test has waited too long.</summary>
    protected CancellationToken Cancel => _cancel.Token;

    private readonly CancellationTokenSource _cancel = new(TimeSpan.FromSeconds(60));

    /// <summary>A new, empty log.</summary>
    protected abstract ValueTask<ILog> CreateAsync();

    public virtual async Task InitializeAsync()
    {
        Log = await CreateAsync();
        await Log.EnsureTopicAsync(new TopicSpec(Topic, 3), Cancel);
    }

    public virtual async Task DisposeAsync()
    {
        await Log.DisposeAsync();
        _cancel.Dispose();
    }

    protected async Task<long> AppendAsync(TopicPartition target, AppendFrames records) =>
        (await Log.AppendAsync([(target, records)], Cancel)).ShouldHaveSingleItem();

    protected async Task<OffsetRange> OffsetsAsync(TopicPartition source) =>
        (await Log.OffsetsAsync(source.Topic, Cancel))[source.Partition];
}
