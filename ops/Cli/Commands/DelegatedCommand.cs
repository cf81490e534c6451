using System.CommandLine;
using Sluice.Cli.Hosting;

namespace Sluice.Cli.Commands;

/// <summary>Commands that are programs of their own, which the launcher starts; they stand here for the help.</summary>
internal static class DelegatedCommand
{
    public static Command Create(string name, string description)
    {
        var command = new Command(name, description) { TreatUnmatchedTokensAsErrors = false };
        return command.Runs((_, _) => throw CliException.Usage($"{name} is a program of its own: start it by ./sluice {name}"));
    }
}
