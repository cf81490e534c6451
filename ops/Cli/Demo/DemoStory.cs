using Sluice.Cli.Commands;
using Sluice.Cli.Control;
using Sluice.Cli.Documents;
using Sluice.Cli.Explaining;
using Sluice.Cli.Hosting;
using Sluice.Cli.Rendering;
using Sluice.Cli.Rendering.Views;
using Sluice.Engine.Control;
using Sluice.Topology.Books;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Cli.Demo;

/// <summary>
/// What a person does at the end of a month, told as it happens: the close and its refusal, an invoice, a price that changes
/// afterwards, the rerun, and where an amount comes from.
/// </summary>
internal sealed class DemoStory(DemoBooks books, DemoDesk desk, TextWriter target, Terminal terminal)
{
    private const int ReportsShown = 3;
    private const string Recompute = "rerun";

    private readonly Dashboard _dashboard = new(target, terminal);

    /// <summary>Returns the number of the invoice that it shows, and its line; null where nothing could be shown.</summary>
    public async Task<(string Number, int Line)?> TellAsync(BusinessMonth month, CancellationToken cancel)
    {
        await CloseAsync(month, cancel);
        var price = await LookAsync(side => LowerPrice.ChooseAsync(side, month.ToString(), cancel), cancel);
        if (price is null)
        {
            return null;
        }

        await InvoiceAsync(price.Number, cancel);
        await Reprice(price, month, cancel);
        await ExplainAsync(price, cancel);
        return (price.Number, price.Line);
    }

    private async Task CloseAsync(BusinessMonth month, CancellationToken cancel)
    {
        _dashboard.Title("Close", $"what is not clear keeps a month open: {month} is refused, then forced");
        Asked($"close {month}");
        var (_, status, words) = await desk.SendAsync(CommandWish.Close(month, [], force: false), $"close {month}", cancel);
        Told(words, status == CommandStatus.Done ? Tone.Good : Tone.Warning);
        if (status == CommandStatus.Refused)
        {
            Asked($"close {month} --force");
            (_, status, words) = await desk.SendAsync(CommandWish.Close(month, [], force: true), $"close {month} --force", cancel);
            Told(words, Tone.Good);
        }

        if (status != CommandStatus.Done)
        {
            throw CliException.Failed($"close {month} is {status}: {DisplayText.Clean(words)}");
        }
    }

    private async Task InvoiceAsync(string number, CancellationToken cancel)
    {
        _dashboard.Section("An invoice", "one a client; providers get statements");
        Asked($"show invoice {number}");
        target.WriteLine();
        await LookAsync(
            async side =>
            {
                var document = await DocumentReader.FindAsync(side, number, cancel);
                new DocumentText(document!, DocumentFrame.Read(await side.SettingsAsync(cancel)), target, terminal).Write();
                return 0;
            },
            cancel);
    }

    private async Task Reprice(LowerPrice price, BusinessMonth month, CancellationToken cancel)
    {
        _dashboard.Section(
            "A price falls, after the close",
            $"tier {price.Tier} of {price.RuleId}: {Amounts.Format(price.Before, price.Currency)} → {Amounts.Format(price.After, price.Currency)} {price.Currency}, recorded in February, effective all along");
        var file = Path.Combine(books.Records, "later", $"{ReferenceTopics.ClientPricingRules}.jsonl");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, price.Record + "\n", cancel);
        Asked($"ingest {ReferenceTopics.ClientPricingRules} {file}");
        await desk.TakeInAsync(ReferenceTopics.ClientPricingRules, file, cancel);
        Asked($"{Recompute} {month} --client {price.Client}");
        var (id, _, words) = await desk.SendAsync(Rerun(month, price, apply: false), $"{Recompute} {month}", cancel);
        Told(words, Tone.Good);
        await LookAsync(
            async side =>
            {
                _dashboard.Rows(new RerunView(await side.RowsAsync(BooksTables.RerunReports, cancel, ("command_id", id))));
                return 0;
            },
            cancel);
        Asked($"{Recompute} {month} --client {price.Client} --apply");
        (_, _, words) = await desk.SendAsync(Rerun(month, price, apply: true), $"{Recompute} {month} --apply", cancel);
        Told($"{words}: a credit note, as {price.Number} is booked and never changes", Tone.Good);
    }

    private async Task ExplainAsync(LowerPrice price, CancellationToken cancel)
    {
        _dashboard.Section("Where an amount comes from", "the reports in the log, and the version of the rule that was known at the close");
        Asked($"explain invoice {price.Number} --line {price.Line}");
        await LookAsync(
            async side =>
            {
                var explained = await ExplainCommand.DocumentAsync(side, price.Number, cancel);
                new ExplainText(target, terminal, ReportsShown).Write(explained.Lines[price.Line - 1]);
                return 0;
            },
            cancel);
    }

    private static CommandWish Rerun(BusinessMonth month, LowerPrice price, bool apply) =>
        CommandWish.Rerun(new RerunWish([month], [price.Client], [], AsOf: null, IncludeLate: false, apply));

    private void Asked(string command) => _dashboard.Line($"$ ./sluice {command}", Tone.Accent);

    private void Told(string words, Tone tone)
    {
        foreach (var line in DisplayText.Wrap(DisplayText.Fit(DisplayText.Clean(words), 400), Math.Min(terminal.Width, 120) - 2))
        {
            _dashboard.Line(line, tone);
        }
    }

    /// <summary>A new look: what is told has just been written.</summary>
    private async Task<T> LookAsync<T>(Func<ReadSide, Task<T>> look, CancellationToken cancel)
    {
        await using var side = new ReadSide(await Books.ReadAsync(books.Location, cancel));
        return await look(side);
    }
}
