using System.CommandLine;
using Sluice.Cli.Hosting;
using Sluice.Topology.Time;

namespace Sluice.Cli.Commands;

/// <summary>A month that must be given.</summary>
internal static class MonthArgument
{
    public static Argument<string> Create(string description) => new("M") { Description = description, HelpName = "YYYY-MM" };

    /// <exception cref="CliException">It is no month.</exception>
    public static BusinessMonth Month(this ParseResult parsed, Argument<string> argument) =>
        BusinessMonth.TryParse(parsed.GetValue(argument), out var month)
            ? month
            : throw CliException.Usage($"M \"{parsed.GetValue(argument)}\" is not a month: write YYYY-MM, such as 2026-01");
}
