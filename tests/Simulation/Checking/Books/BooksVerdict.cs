using System.Text.Json.Nodes;
using Sluice.Checking;
using Sluice.Checking.Books;
using Sluice.Engine.Control;
using Sluice.Engine.Outputs;
using Sluice.Oracle.Input;
using Sluice.Oracle.Results;
using Sluice.Simulation.Commanding;
using Sluice.Simulation.Running;
using Sluice.Topology;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books;
using Sluice.Topology.Books.Verifying;

namespace Sluice.Simulation.Checking.Books;

/// <summary>Judges the closed books and the commands of a world at rest.</summary>
/// <param name="opened">The records that the shards take.</param>
internal sealed class BooksVerdict(Stage stage, Inputs inputs, IReadOnlyList<OpenedRecord> opened)
{
    private LossToll Losses => stage.Guard.Books.Losses;

    /// <param name="sent">Ids of the commands that were sent.</param>
    /// <returns>What the tables of live and closed figures have to show.</returns>
    /// <exception cref="SimulationFailure">A law does not hold.</exception>
    public async Task<ShownBooks> CheckAsync(IReadOnlyList<string> sent)
    {
        try
        {
            var commands = (await StoredBooks.RowsAsync(stage.Store, EngineTables.Commands)).Select(CommandRow.Of).ToList();
            CheckEnds(commands, sent);
            foreach (var row in Rows(BooksTables.Bookings))
            {
                stage.Tell?.Invoke($"booking {DocumentLaws.Text(row)}");
            }

            Verdict.Check(await stage.Guard.Books.FirstDifferenceAsync(stage.Store));
            DocumentLaws.Check(Rows);
            var story = await TellAsync(commands);
            var given = (await StoredBooks.RowsAsync(stage.Store, MarginTables.ProviderSummary)).Select(Provider).ToList();
            var shown = story.Shown(opened, given);
            stage.Books.Count("late records", shown.Late.Count);
            if (stage.IsVerified)
            {
                await VerifyAsync();
            }

            return shown;
        }
        catch (BooksBrokenException broken)
        {
            throw new SimulationFailure(broken.Message);
        }
    }

    private async Task<BooksStory> TellAsync(List<CommandRow> commands)
    {
        var story = new BooksStory(
            new BooksRecords(opened, inputs.Poisoned),
            Rows);
        foreach (var command in commands.Where(c => c.IssuedAt is not null).OrderBy(c => c.Offset))
        {
            var told = ToldCommand.Of(command);
            BooksBrokenException.Unless(Commander.Seal.IsSigned(told.Body), () => $"command {told.Id} was taken without the books' signature");
            stage.Tell?.Invoke($"{told}: {told.Body}");
            if (Losses.Took(command.Id))
            {
                story.Pass(told);
                stage.Books.Count("ended by a loss of the log");
            }
            else
            {
                story.Take(told);
            }

            stage.Books.Count($"{command.Type} {command.Status}");
        }

        story.End();
        stage.Books.Count("closes", story.Done.Closes);
        stage.Books.Count("reruns applied", story.Done.Reruns);
        stage.Books.Count("documents", Rows(BooksTables.Invoices).Count + Rows(BooksTables.CreditNotes).Count);
        stage.Books.Count("messages refused", commands.Count(c => c.IssuedAt is null));
        stage.Books.Count("histories with a close", story.Done.Closes > 0 ? 1 : 0);
        stage.Books.Count("histories with a rerun", commands.Exists(c => c is { Type: "rerun", Status: CommandStatus.Done }) ? 1 : 0);
        return story;
    }

    /// <summary>By the product's own check of its books, which takes a second path.</summary>
    private async Task VerifyAsync()
    {
        var verifier = new BooksVerifier(new RestingBooks(stage, inputs), new BooksSettings(), static (_, _) => new([]));
        await foreach (var check in verifier.RunAsync(CancellationToken.None))
        {
            BooksBrokenException.Unless(check.Holds, () => $"verify: {check.Name}: {check.Breaks[0]}");
        }

        stage.Books.Count("histories verified");
    }

    private void CheckEnds(List<CommandRow> commands, IReadOnlyList<string> sent)
    {
        foreach (var command in commands)
        {
            BooksBrokenException.Unless(command.HasEnded, () => $"command {command.Id} is {command.Status}, and all is at rest");
            BooksBrokenException.Unless(!string.IsNullOrWhiteSpace(command.Reason), () => $"command {command.Id} is {command.Status}, and does not say why");
            BooksBrokenException.Unless(command.Status != CommandStatus.Failed || Losses.Took(command.Id), () => $"command {command.Id} has failed: {command.Reason}");
        }

        var known = commands.Where(c => c.IssuedAt is not null).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        BooksBrokenException.Unless(sent.All(known.Contains), () => $"{sent.First(id => !known.Contains(id))} was sent, and is not known");
        BooksBrokenException.Unless(known.All(sent.Contains), () => $"{known.First(id => !sent.Contains(id))} was taken, and nobody has sent it");
        CheckCancelled(commands);
    }

    /// <summary>A command is cancelled where another has asked for just that and says that it has done so, and nowhere else.</summary>
    private static void CheckCancelled(List<CommandRow> commands)
    {
        var asked = commands.Where(c => c is { Type: EngineCommands.Cancel, Status: CommandStatus.Done })
            .Select(c => (string?)JsonNode.Parse(c.Request!)![EngineCommands.TargetField])
            .ToHashSet(StringComparer.Ordinal);
        var cancelled = commands.Where(c => c.Status == CommandStatus.Cancelled).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        BooksBrokenException.Unless(cancelled.All(asked.Contains), () => $"{cancelled.First(id => !asked.Contains(id))} is cancelled, and nobody has asked for that");
        BooksBrokenException.Unless(asked.All(id => cancelled.Contains(id!)), () => $"{asked.First(id => !cancelled.Contains(id!))} was cancelled, it is said, and is not");
    }

    private IReadOnlyList<object?[]> Rows(TableSchema table) => StoredBooks.RowsAsync(stage.Store, table).GetAwaiter().GetResult();

    private static ProviderRow Provider(object?[] r) => new((string)r[0]!, (string)r[1]!, (string)r[2]!, (long)r[3]!, (decimal)r[4]!, (decimal?)r[5]);
}
