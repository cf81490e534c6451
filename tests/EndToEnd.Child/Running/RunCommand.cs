using Sluice.Connectors.Embedded.Owner;
using Sluice.EndToEnd.Child.Killing;
using Sluice.EndToEnd.Child.Throttling;
using Sluice.Engine.Shards;
using Sluice.Topology.Reference;

namespace Sluice.EndToEnd.Child.Running;

/// <summary>Runs the engine until everything is consumed, committed and published, or until the process is killed.</summary>
public static class RunCommand
{
    /// <summary>Printed once every shard takes records.</summary>
    public const string Running = "running .";

    public static async Task<int> RunAsync(ChildOptions options)
    {
        var wire = new Tripwire(options.Kill, options.Visit);
        await using var session = await EmbeddedSession.OpenAsync(Owned.Options(options.Path, wire));
        var database = Owned.Database(session);
        var source = new ThrottledLog(database.Log, new Allowance(options.Rate, options.AtMost, TimeProvider.System));
        await using var engine = await EngineRig.StartAsync(
            new KillingLog(source, wire), new KillingStore(database.Store, wire), options.Shards, options.Batch);
        await UntilRunningAsync(engine);
        Console.WriteLine(Running);
        await engine.WaitIdleAsync(CancellationToken.None);
        if (options.Stay ?? wire.IsSet)
        {
            await engine.RunAsync(CancellationToken.None);
        }

        return 0;
    }

    private static async Task UntilRunningAsync(EngineHost<PriceBook> engine)
    {
        while (!engine.Progress.All(p => p.IsRunning))
        {
            engine.ThrowIfFailed();
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }
    }
}
