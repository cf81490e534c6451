using Sluice.Connectors.Postgres;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Compliance;

namespace Sluice.Connectors.Tests.Postgres;

public sealed class PostgresStoreTests : DurableStoreCompliance
{
    private TestSchema? _schema;
    private PostgresStore? _other;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await (_other?.DisposeAsync() ?? default);
    }

    protected override async ValueTask<IStore> CreateAsync()
    {
        _schema = await TestSchema.OnSharedAsync();
        return await _schema.OpenAsync();
    }

    protected override async ValueTask<IStore> OtherSessionAsync() => _other ??= await _schema!.OpenAsync();

    protected override async ValueTask<IStore> ReopenAsync(IStore store)
    {
        await store.DisposeAsync();
        return await _schema!.OpenAsync();
    }
}
