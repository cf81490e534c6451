using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Sluice.Cli.Commands;
using Sluice.Cli.Hosting;
using Sluice.Cli.Rendering;

namespace Sluice.Cli;

/// <summary>The tree of commands, and how a command line is taken.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is [] or ["-h" or "--help" or "-?" or "help"])
        {
            Overview.WriteTo(Console.Out, Terminal.Stdout);
            return ExitCode.Done;
        }

        // help COMMAND is COMMAND --help; the overview alone is the help of all.
        var parsed = Tree().Parse(args is ["help", .. var command] ? [.. command, "--help"] : args);
        if (parsed.Errors.Count > 0 || (args[0] == "help" && parsed.UnmatchedTokens.Count > 0))
        {
            return Misused(parsed);
        }

        // Ctrl-C and SIGTERM are each command's own, so that it can stop cleanly however long that takes.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
    }

    internal static Command Tree()
    {
        // A RootCommand would be called after the assembly in every usage line; people type the launcher.
        var root = new Command("./sluice", "Sluice turns the records of a marketplace into live books")
        {
            new HelpOption(),
            new VersionOption(),
            GlobalOptions.DbUri,
            GlobalOptions.Log,
            GlobalOptions.Format,
            DemoCommand.Create(),
            GenerateCommand.Create(),
            IngestCommand.Create(),
            RunCommand.Create(),
            CloseCommand.Create(),
            RerunCommand.Create(),
            CreditNoteCommand.Create(),
            CancelCommand.Create(),
            ReportCommand.Create(),
            ShowCommand.Create(),
            ExplainCommand.Create(),
            VerifyCommand.Create(),
            DeadLettersCommand.Create(),
            PriceCommand.Create(),
            MatchCommand.Create(),
            FxCommand.Create(),
            DoctorCommand.Create(),
            DelegatedCommand.Create("simulate", "Play seeded histories full of faults against an oracle"),
            DelegatedCommand.Create("bench", "Measure throughput, freshness and recovery"),
        };
        return root;
    }

    private static int Misused(ParseResult parsed)
    {
        // The parser complains of a missing command first, even where one was written that it does not know.
        var message = parsed.UnmatchedTokens is [var unknown, ..] ? $"\"{unknown}\" is not known here" : parsed.Errors[0].Message;
        Console.Error.WriteLine($"sluice: {message}");
        Console.Error.WriteLine($"see: ./sluice {Path(parsed.CommandResult)}--help");
        return ExitCode.Usage;
    }

    private static string Path(SymbolResult result) =>
        result is CommandResult { Parent: CommandResult parent } command ? $"{Path(parent)}{command.Command.Name} " : "";
}
