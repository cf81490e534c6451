using Sluice.Connectors.Embedded;
using Sluice.Engine.Log;
using Sluice.Engine.Testing.Compliance;

namespace Sluice.Connectors.Tests.Embedded;

/// <summary>The suite with the newest records in memory.</summary>
public class EmbeddedLogTests : DurableLogCompliance
{
    private readonly TempFolder _folder = new();
    private EmbeddedDatabase? _database;

    protected virtual long TailBytes => 32 << 20;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _database!.DisposeAsync();
        _folder.Dispose();
    }

    protected override async ValueTask<ILog> CreateAsync()
    {
        _database = await EmbeddedDatabase.OpenAsync(new EmbeddedOptions { Path = _folder.Database, TailBytes = TailBytes });
        return _database.Log;
    }

    protected override async ValueTask<ILog> ReopenAsync(ILog log)
    {
        await _database!.DisposeAsync();
        return await CreateAsync();
    }
}

/// <summary>The suite with every read from the file.</summary>
public sealed class EmbeddedLogWithoutTailTests : EmbeddedLogTests
{
    protected override long TailBytes => 0;
}
