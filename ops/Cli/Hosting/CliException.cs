namespace Sluice.Cli.Hosting;

/// <summary>Ends a command with one sentence on stderr and an exit code.</summary>
internal sealed class CliException : Exception
{
    private CliException(int exitCode, string message, Exception? inner)
        : base(message, inner) => Code = exitCode;

    /// <summary>One of <see cref="ExitCode"/>.</summary>
    public int Code { get; }

    public static CliException Failed(string message, Exception? inner = null) => new(ExitCode.Failed, message, inner);

    public static CliException Usage(string message, Exception? inner = null) => new(ExitCode.Usage, message, inner);

    public static CliException Refused(string message, Exception? inner = null) => new(ExitCode.Refused, message, inner);
}
