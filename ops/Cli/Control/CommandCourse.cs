using Sluice.Cli.Hosting;
using Sluice.Cli.Running;
using Sluice.Cli.Sessions;
using Sluice.Engine.Control;

namespace Sluice.Cli.Control;

/// <summary>
/// A command's way from here to its end. Where nobody works on a SQLite file this process does, until the command has ended;
/// else it only appends and looks on.
/// </summary>
/// <param name="title">What the command is called to a person.</param>
internal sealed class CommandCourse(StoreLocation location, CommandWish message, string requestedBy, string reason, string title)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>How long the tables may take to show what was decided.</summary>
    private static readonly TimeSpan ShownPatience = TimeSpan.FromSeconds(30);

    /// <summary>Sends the command.</summary>
    /// <returns>What was sent, and who carries it out, in a sentence.</returns>
    public async Task<(CommandHead Head, string CarriedOutBy)> SendAsync(CancellationToken cancel)
    {
        var key = await PrepareAsync(cancel);
        await using var session = await Books.OpenLogAsync(location, title, cancel);
        var carriedOutBy = session is FileBooks { IsOwner: false }
            ? "the engine that runs on these books carries it out"
            : "a process that runs carries it out; where there is none, ./sluice run";
        return (await SendAsync(session, key, cancel), carriedOutBy);
    }

    /// <summary>Sends the command and follows it.</summary>
    /// <returns>Its row at its end.</returns>
    public async Task<object?[]> FollowAsync(CancellationToken cancel)
    {
        var key = await PrepareAsync(cancel);
        if (location.Server is null)
        {
            return await OnFileAsync(key, cancel);
        }

        await using var session = await Books.OpenLogAsync(location, title, cancel);
        return await FollowAsync(await SendAsync(session, key, cancel), cancel);
    }

    private async Task<byte[]> PrepareAsync(CancellationToken cancel)
    {
        if (location is { Path: { } path, Kafka: null } && !File.Exists(path))
        {
            throw CliException.Refused($"there are no books at {path} yet: ./sluice ingest --dir D makes some");
        }

        await SettingsSeal.HoldLogAsync(location, cancel);
        return CommandKey.Of(location);
    }

    /// <summary>A process that owns the file and does not run the engine is soon done: then this one is the owner.</summary>
    private async Task<object?[]> OnFileAsync(byte[] key, CancellationToken cancel)
    {
        for (var told = false; ; told = true)
        {
            await using var session = await Books.OpenFileAsync(location, title, cancel);
            if (session.IsOwner)
            {
                return await RunAsync(session, key, cancel);
            }

            var owner = await OwnerStatus.AskAsync(session.Session, cancel);
            if (owner is { Command: EngineRun.Name })
            {
                return await FollowAsync(await SendAsync(session, key, cancel), cancel);
            }

            if (!told && owner is not null)
            {
                Console.Error.WriteLine($"waiting for process {owner.ProcessId} ({owner.Command}) to finish with {location.Path}");
            }

            await Task.Delay(Pause, TimeProvider.System, cancel);
        }
    }

    /// <summary>Runs the engine until the command has ended, or the engine has failed.</summary>
    private async Task<object?[]> RunAsync(FileBooks session, byte[] key, CancellationToken cancel)
    {
        await using var run = await EngineRun.StartAsync(session, location, BooksConfiguration.Read(), partitions: null, telemetry: null, cancel);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var running = run.RunAsync(untilIdle: false, ended.Token, isShown: false);
        try
        {
            var following = FollowAsync(await SendAsync(session, key, ended.Token), ended.Token);
            if (await Task.WhenAny(running, following) == running && !cancel.IsCancellationRequested)
            {
                await ended.CancelAsync();
                await ((Task)following).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                await running;
            }

            var row = await following;
            await ShownAsync(session, running, ended.Token);
            return row;
        }
        finally
        {
            await ended.CancelAsync();
            await running;
        }
    }

    /// <summary>Nobody may work on the books after this process: what people read is to be up to date when it ends.</summary>
    private async Task ShownAsync(FileBooks session, Task running, CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var shown = ShownChanges.WaitAsync(session.Store!, TimeProvider.System, over.Token);
        await Task.WhenAny(running, shown, Task.Delay(ShownPatience, TimeProvider.System, over.Token));
        var isShown = shown.IsCompletedSuccessfully;
        await over.CancelAsync();
        await shown.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (!isShown && !cancel.IsCancellationRequested)
        {
            Messages.Tell($"{title} has ended, and not all tables show it yet: ./sluice run --until-idle brings them up to date");
        }
    }

    private Task<CommandHead> SendAsync(IBooksSession session, byte[] key, CancellationToken cancel) =>
        new CommandSender(session.Log, new CommandSeal(key), TimeProvider.System).SendAsync(message, requestedBy, reason, cancel);

    private async Task<object?[]> FollowAsync(CommandHead head, CancellationToken cancel)
    {
        try
        {
            return await new CommandFollower(stop => Books.ReadAsync(location, stop), TimeProvider.System).FollowAsync(head.Id, title, cancel);
        }
        catch (OperationCanceledException)
        {
            throw CliException.Failed($"no longer followed: command {head.Id} stands in the log and is carried out whenever an engine runs (./sluice show commands; ./sluice cancel {head.Id})");
        }
    }
}
