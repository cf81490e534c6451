namespace Sluice.Cli.Hosting;

/// <summary>What a command tells the shell (contract §10).</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int Refused = 3;
}
