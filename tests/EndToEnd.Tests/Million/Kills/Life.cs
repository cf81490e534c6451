namespace Sluice.EndToEnd.Tests.Million.Kills;

/// <summary>One process from its start to its kill.</summary>
internal static class Life
{
    /// <summary>Lets a process live until the kill, and makes sure that this, and nothing else, ended it.</summary>
    /// <param name="mayComplete">Whether the process may be done before an instant comes.</param>
    public static async Task<VictimEnd> SpendAsync(Kill kill, bool mayComplete, params string[] arguments)
    {
        using var victim = Victim.Start([.. arguments, .. kill.Arguments]);
        if (kill.Point is null)
        {
            await (kill.AtWork ? victim.RunningAsync() : Task.CompletedTask);
            await Task.Delay(kill.After, TimeProvider.System);
            victim.Kill();
        }

        var end = await victim.EndAsync(Patience.Short);
        end.ExitCode.ShouldBeOneOf(kill.Point is null && mayComplete ? [Victim.Killed, 0] : [Victim.Killed], $"{kill}: {end.Errors}");
        return end;
    }

    /// <summary>Lets a process live until it ends by itself, content.</summary>
    public static async Task<VictimEnd> CompleteAsync(params string[] arguments)
    {
        using var victim = Victim.Start(arguments);
        var end = await victim.EndAsync(Patience.Long);
        end.ExitCode.ShouldBe(0, end.Errors);
        return end;
    }
}
