using System.CommandLine;
using Sluice.Cli.Control;
using Sluice.Cli.Hosting;
using Sluice.Cli.Rendering;
using Sluice.Cli.Rendering.Views;
using Sluice.Engine.Control;
using Sluice.Engine.Outputs;
using Command = System.CommandLine.Command;

namespace Sluice.Cli.Commands;

/// <summary>What the commands that are sent to the engine share: who asks and why, the way there, and how it ended.</summary>
internal static class SentCommand
{
    /// <summary>Bytes of a reason or name that every store and message takes.</summary>
    private const int WordsMax = 1_000;

    private static readonly TableSchema Table = EngineTables.Commands;

    private static readonly Option<string?> By = new("--by") { Description = "Who asks for it (default: the user of this machine)", HelpName = "WHO" };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why, for the audit log", HelpName = "TEXT" };
    private static readonly Option<bool> NoWait = new("--no-wait") { Description = "Send it, and do not wait for its end" };

    /// <summary>Shows what a command that is done has brought about.</summary>
    public delegate Task ResultWriter(ReadSide books, object?[] row, OutputFormat format, CancellationToken cancel);

    /// <summary>Adds the options, and the way to the engine.</summary>
    /// <param name="message">Reads the command line.</param>
    /// <param name="title">What the command is called while it runs.</param>
    public static Command Sends(this Command command, Func<ParseResult, CommandWish> message, Func<ParseResult, string> title, ResultWriter write)
    {
        command.Add(By);
        command.Add(Reason);
        command.Add(NoWait);
        return command.Runs((parsed, cancel) => SendAsync(parsed, message(parsed), title(parsed), write, cancel));
    }

    /// <summary>The command's own row.</summary>
    public static Task WriteRowAsync(ReadSide books, object?[] row, OutputFormat format, CancellationToken cancel)
    {
        new CommandsView([row]).Write(format);
        return Task.CompletedTask;
    }

    /// <summary>Ids that were given, each once, in order.</summary>
    /// <exception cref="CliException">One is empty.</exception>
    public static IReadOnlyList<string> Ids(this ParseResult parsed, Option<string[]> option)
    {
        var ids = parsed.GetValue(option) ?? [];
        return Array.Exists(ids, string.IsNullOrWhiteSpace)
            ? throw CliException.Usage($"{option.Name} \"\" names nobody")
            : [.. ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static async Task<int> SendAsync(ParseResult parsed, CommandWish message, string title, ResultWriter write, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var location = parsed.Location();
        var by = Words(parsed, By) ?? Environment.UserName;
        var reason = Words(parsed, Reason) ?? "";
        var course = new CommandCourse(location, message, by, reason, title);
        if (parsed.GetValue(NoWait))
        {
            var (sent, carriedOutBy) = await course.SendAsync(cancel);
            Console.Error.WriteLine($"{title} is sent as command {sent.Id}: {carriedOutBy}; ./sluice show commands tells how far it is");
            new CommandsView([Row(sent, message.Type)]).Write(format);
            return ExitCode.Done;
        }

        var row = await course.FollowAsync(cancel);
        var (status, words) = ((string)row[Table.Ordinal("status")]!, (string?)row[Table.Ordinal("reason")] ?? "");
        if (status != CommandStatus.Done)
        {
            Console.Error.WriteLine(Secrets.Cleaned($"sluice: {title} {(status == CommandStatus.Failed ? status : $"is {status}")}{(words.Length > 0 ? $": {DisplayText.Clean(words)}" : "")}"));
            return status == CommandStatus.Refused ? ExitCode.Refused : ExitCode.Failed;
        }

        if (words.Length > 0)
        {
            Console.Error.WriteLine(Secrets.Cleaned(DisplayText.Clean(words)));
        }

        await using var books = await ReadSide.OpenAsync(parsed, CancellationToken.None);
        await write(books, row, format, CancellationToken.None);
        return ExitCode.Done;
    }

    /// <summary>A command that nobody has taken up yet waits for its turn.</summary>
    private static object?[] Row(CommandHead sent, string type)
    {
        var row = new object?[Table.Columns.Length];
        row[0] = sent.Id;
        row[Table.Ordinal("type")] = type;
        row[Table.Ordinal("status")] = CommandStatus.Queued;
        row[Table.Ordinal("reason")] = sent.Reason;
        row[Table.Ordinal("requested_by")] = sent.RequestedBy;
        row[Table.Ordinal("issued_at")] = sent.IssuedAt;
        return row;
    }

    private static string? Words(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) switch
    {
        null => null,
        { Length: > WordsMax } => throw CliException.Usage($"{option.Name} has more than {WordsMax} characters"),
        var text when text.Any(char.IsControl) => throw CliException.Usage($"{option.Name} \"{DisplayText.Clean(text)}\" holds characters that cannot be shown"),
        var text => text,
    };
}
