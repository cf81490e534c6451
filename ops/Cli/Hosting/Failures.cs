using Sluice.Connectors.Embedded;
using Sluice.Engine.Log;
using Sluice.Engine.State;

namespace Sluice.Cli.Hosting;

/// <summary>Says in one sentence what went wrong, and with which exit code.</summary>
internal static class Failures
{
    /// <summary>Shows the stack trace of what ended a command.</summary>
    public const string DebugVariable = "SLUICE_DEBUG";

    public static int Report(Exception failure)
    {
        var (code, message) = failure switch
        {
            CliException known => (known.Code, known.Message),
            OperationCanceledException => (ExitCode.Failed, "stopped before it was done"),
            EmbeddedException or LogException or StoreException or CommitUnknownException or IOException or UnauthorizedAccessException =>
                (ExitCode.Failed, failure.Message),
            _ => (ExitCode.Failed, $"unexpected {failure.GetType().Name}: {failure.Message} ({DebugVariable}=1 shows where)"),
        };
        Console.Error.WriteLine(Secrets.Cleaned($"sluice: {message}"));
        if (Environment.GetEnvironmentVariable(DebugVariable) == "1")
        {
            Console.Error.WriteLine(Secrets.Cleaned(failure.ToString()));
        }

        return code;
    }
}
