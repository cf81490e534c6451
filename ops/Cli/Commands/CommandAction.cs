using System.CommandLine;
using Sluice.Cli.Hosting;

namespace Sluice.Cli.Commands;

/// <summary>How commands are hung into the tree.</summary>
internal static class CommandAction
{
    /// <summary>Runs the action with a token that Ctrl-C and SIGTERM cancel; every fault becomes one sentence and an exit code.</summary>
    public static Command Runs(this Command command, Func<ParseResult, CancellationToken, Task<int>> action)
    {
        command.SetAction(async (parsed, _) =>
        {
            using var signals = new StopSignals();
            try
            {
                return await action(parsed, signals.Token);
            }
            catch (Exception failure)
            {
                Rendering.ProgressLine.Stderr.End();
                return Failures.Report(failure);
            }
        });
        return command;
    }

    /// <summary>Runs an action that is done when it returns.</summary>
    public static Command Runs(this Command command, Func<ParseResult, CancellationToken, Task> action) =>
        command.Runs(async (parsed, cancel) =>
        {
            await action(parsed, cancel);
            return ExitCode.Done;
        });
}
