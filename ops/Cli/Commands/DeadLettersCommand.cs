using System.CommandLine;
using Sluice.Cli.Hosting;
using Sluice.Cli.Ingest;
using Sluice.Cli.Rendering;
using Sluice.Cli.Rendering.Views;
using Sluice.Cli.Retry;

namespace Sluice.Cli.Commands;

/// <summary><c>dead-letters list|retry</c>.</summary>
internal static class DeadLettersCommand
{
    private static readonly Option<string?> Topic = new("--topic") { Description = "Of this topic only", HelpName = "T" };
    private static readonly Option<string?> Id = new("--id")
    {
        Description = "This one only, even if it was retried before",
        HelpName = "TOPIC:PARTITION:OFFSET",
    };

    private static readonly Option<string?> Payload = new("--payload") { Description = "With --id: a file with the corrected record", HelpName = "FILE" };

    public static Command Create() => new("dead-letters", "List the records that could not be taken, or retry them after a fix")
    {
        new Command("list", "The same as show dead-letters").Runs(ShowCommand.DeadLettersAsync),
        new Command("retry", "Append them once more, each once; or a corrected record in place of one") { Topic, Id, Payload }.Runs(RetryAsync),
    };

    private static async Task RetryAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var request = Request(parsed.GetValue(Topic), parsed.GetValue(Id), parsed.GetValue(Payload));
        var location = parsed.Location();
        if (location.Path is not null && !File.Exists(location.Path))
        {
            if (request.Id is not null)
            {
                throw CliException.Refused($"there is no dead letter {request.Id}: {location.Path} does not exist");
            }

            new RetryView([]).Write(format);
            return;
        }

        await SettingsSeal.HoldLogAsync(location, cancel);
        await using var session = await Books.OpenAsync(location, "dead-letters retry", cancel);
        var answer = await session.RetryAsync(request, cancel);
        if (answer.Refusal is not null)
        {
            throw CliException.Refused(answer.Refusal);
        }

        Console.Error.WriteLine(
            $"{Amounts.Count(answer.Retried.Count)} appended once more, {Amounts.Count(answer.AlreadyRetried)} retried before and left alone"
            + (answer.Retried.Count > 0 ? $"; {session.TakenInBy}" : ""));
        new RetryView(answer.Retried).Write(format);
    }

    private static RetryRequest Request(string? topic, string? id, string? payload)
    {
        if (topic is not null && !TopicFile.Topics.Contains(topic))
        {
            throw CliException.Usage($"there is no topic \"{topic}\": the topics are {string.Join(", ", TopicFile.Topics)}");
        }

        if (id is not null && (DeadLetterId.TryParse(id) is null || topic is not null))
        {
            throw CliException.Usage(topic is null ? $"--id \"{id}\" must be TOPIC:PARTITION:OFFSET, such as reports:0:17" : "write either --topic or --id");
        }

        if (payload is null)
        {
            return new RetryRequest(topic, id, Payload: null);
        }

        if (id is null)
        {
            throw CliException.Usage("--payload needs --id: it takes the place of one dead letter");
        }

        return File.Exists(payload) ? new RetryRequest(topic, id, Corrected(payload)) : throw CliException.Usage($"there is no file {payload}");
    }

    /// <summary>The one record of the file, without the line end that editors add.</summary>
    private static byte[] Corrected(string path)
    {
        using var file = File.OpenRead(path);
        if (file.Length > TopicFile.RecordBytesMax)
        {
            throw CliException.Usage($"{path} has {file.Length} bytes; a record has at most {TopicFile.RecordBytesMax}");
        }

        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes.AsSpan().TrimEnd("\r\n"u8).ToArray();
    }
}
