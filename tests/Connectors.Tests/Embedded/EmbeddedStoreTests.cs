using Sluice.Connectors.Embedded;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Compliance;

namespace Sluice.Connectors.Tests.Embedded;

public sealed class EmbeddedStoreTests : DurableStoreCompliance
{
    private readonly TempFolder _folder = new();
    private EmbeddedDatabase? _database;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _database!.DisposeAsync();
        _folder.Dispose();
    }

    protected override async ValueTask<IStore> CreateAsync()
    {
        _database = await EmbeddedDatabase.OpenAsync(new EmbeddedOptions { Path = _folder.Database });
        return _database.Store;
    }

    protected override async ValueTask<IStore> ReopenAsync(IStore store)
    {
        await _database!.DisposeAsync();
        return await CreateAsync();
    }
}
