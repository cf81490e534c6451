using System.CommandLine;
using Sluice.Cli.Control;
using Sluice.Cli.Hosting;

namespace Sluice.Cli.Commands;

/// <summary><c>cancel COMMAND_ID</c>: ends a command that is not decided yet.</summary>
internal static class CancelCommand
{
    private static readonly Argument<string> Id = new("COMMAND_ID") { Description = "The command, as ./sluice show commands lists it" };

    public static Command Create() =>
        new Command("cancel", "Cancel a command that waits or runs; what is in the books already stays") { Id }
            .Sends(Message, parsed => $"cancel {parsed.GetValue(Id)}", SentCommand.WriteRowAsync);

    private static CommandWish Message(ParseResult parsed)
    {
        var id = parsed.GetValue(Id)!;
        return string.IsNullOrWhiteSpace(id) || id.Any(char.IsControl)
            ? throw CliException.Usage($"COMMAND_ID \"{Rendering.DisplayText.Clean(id)}\" is no command's id: ./sluice show commands lists them")
            : CommandWish.Cancel(id);
    }
}
