using Sluice.Engine.State;
using Sluice.Engine.Testing.Compliance;

namespace Sluice.Connectors.Tests.Postgres;

public sealed class PostgresStoreTests : DurableStoreCompliance
{
    private TestSchema? _schema;

    protected override async ValueTask<IStore> CreateAsync()
    {
        _schema = await TestSchema.OnSharedAsync();
        return await _schema.OpenAsync();
    }

    protected override async ValueTask<IStore> ReopenAsync(IStore store)
    {
        await store.DisposeAsync();
        return await _schema!.OpenAsync();
    }
}
