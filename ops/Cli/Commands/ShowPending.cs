using System.CommandLine;
using Sluice.Cli.Hosting;
using Sluice.Cli.Reading;
using Sluice.Cli.Rendering.Views;
using Sluice.Engine.Outputs;
using Sluice.Topology.Billing.Margin;

namespace Sluice.Cli.Commands;

/// <summary><c>show pending</c>: what counts in no total yet.</summary>
internal static class ShowPending
{
    private static readonly Option<string?> Month = new("--month") { Description = "Of this month only", HelpName = "YYYY-MM" };
    private static readonly Option<string?> Client = new("--client") { Description = "Of this client only", HelpName = "ID" };
    private static readonly Option<string?> Kind = new("--kind") { Description = "Of this kind only", HelpName = string.Join('|', PendingView.Kinds) };

    public static Command Create() =>
        new Command("pending", "Records that count in no total yet, and why") { Month, Client, Kind }.Runs(RunAsync);

    private static async Task RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var (month, client, kind) = (parsed.Month(Month)?.ToString(), parsed.GetValue(Client), parsed.GetValue(Kind));
        if (kind is not null && !PendingView.Kinds.Contains(kind))
        {
            throw CliException.Usage($"--kind \"{kind}\" is not known: {string.Join(", ", PendingView.Kinds)} are");
        }

        await using var books = await ReadSide.OpenAsync(parsed, cancel);
        var rows = (await books.RowsAsync(MarginTables.PendingRecords, cancel, ("month", month), ("owner", client), ("kind", kind))).ToList();
        if (kind is null or PendingView.QuarantinedKind)
        {
            // A quarantined record may belong to any month, so a month's view shows all of them.
            rows.AddRange((await books.RowsAsync(EngineTables.Quarantined, cancel, ("key", client))).Select(PendingView.Quarantined));
        }

        var sought = Narrowing.Describe(new("month", "month", month), new("client", "owner", client));
        new PendingView(rows, kind) { Missed = sought }.Write(format);
    }
}
