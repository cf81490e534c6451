using Sluice.Engine.Log;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Compliance;
using Sluice.Engine.Testing.Memory;

namespace Sluice.Engine.Tests.Testing.Memory;

public sealed class InMemoryLogComplianceTests : DurableLogCompliance
{
    protected override ValueTask<ILog> CreateAsync() => new(new InMemoryLog());

    protected override async ValueTask<ILog> ReopenAsync(ILog log)
    {
        await log.DisposeAsync();
        return log;
    }
}

public sealed class InMemoryLogGapTests : GappedLogCompliance
{
    protected override ValueTask<ILog> CreateAsync() => new(new InMemoryLog());

    protected override ValueTask LeaveGapAsync(TopicPartition target)
    {
        ((InMemoryLog)Log).SkipOffsets(target, 2);
        return default;
    }
}

public sealed class InMemoryStoreComplianceTests : DurableStoreCompliance
{
    protected override ValueTask<IStore> CreateAsync() => new(new InMemoryStore());

    protected override async ValueTask<IStore> ReopenAsync(IStore store)
    {
        await store.DisposeAsync();
        return store;
    }
}
