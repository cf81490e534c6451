using Sluice.Cli.Rendering;

namespace Sluice.Cli.Hosting;

/// <summary>Sentences for the person at the terminal, on stderr and without secrets.</summary>
internal static class Messages
{
    /// <summary>Tells an operator something while a command works; from any thread.</summary>
    public static void Tell(string message)
    {
        ProgressLine.Stderr.End();
        Console.Error.WriteLine(Secrets.Cleaned(message));
    }
}
