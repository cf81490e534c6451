using System.CommandLine;
using Sluice.Cli.Fx;
using Sluice.Cli.Hosting;
using Sluice.Cli.Reading;
using Sluice.Cli.Rendering;
using Sluice.Cli.Rendering.Views;
using Sluice.Engine.Outputs;
using Sluice.Topology.Reference;

namespace Sluice.Cli.Commands;

/// <summary><c>show rules</c>: the price book, as it is or as it was known.</summary>
internal static class ShowRules
{
    private const string ClientSide = "client";
    private const string ProviderSide = "provider";

    private static readonly Option<string?> Client = new("--client") { Description = "Rules of this client", HelpName = "ID" };
    private static readonly Option<string?> Provider = new("--provider") { Description = "Rules that name this provider", HelpName = "ID" };
    private static readonly Option<string?> Side = new("--side")
    {
        Description = "What clients pay, or what providers are paid; json and csv list one side",
        HelpName = $"{ClientSide}|{ProviderSide}",
    };

    private static readonly Option<string?> AsOf = new("--as-of") { Description = "As known at this instant (RFC 3339)", HelpName = "T" };
    private static readonly Option<string?> On = new("--on") { Description = "In effect on this date", HelpName = "YYYY-MM-DD" };
    private static readonly Option<bool> Versions = new("--versions") { Description = "Every version, not only the one that counts" };

    public static Command Create() =>
        new Command("rules", "The price book: what clients pay, what providers are paid, and what was known when")
        {
            Client, Provider, Side, AsOf, On, Versions, GlobalOptions.AllColumns,
        }.Runs(RunAsync);

    private static async Task RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var sides = Sides(parsed, format);
        var (asOf, on) = (parsed.Instant(AsOf), parsed.Date(On));
        await using var books = await ReadSide.OpenAsync(parsed, cancel);
        var views = new List<View>();
        foreach (var side in sides)
        {
            var query = new RuleQuery(parsed.GetValue(side == ClientSide ? Client : Provider), asOf, on, parsed.GetValue(Versions));
            views.Add(await ViewAsync(books, side, query, parsed, format, cancel));
        }

        var isFirst = true;
        foreach (var view in views)
        {
            if (!isFirst && view.Rows.Count > 0)
            {
                Console.Out.WriteLine();
            }

            view.Write(format);
            isFirst = isFirst && view.Rows.Count == 0;
        }
    }

    private static async Task<View> ViewAsync(ReadSide books, string side, RuleQuery query, ParseResult parsed, OutputFormat format, CancellationToken cancel)
    {
        var isClient = side == ClientSide;
        var table = isClient ? PriceBookTables.ClientPricingRules : PriceBookTables.ProviderPricingRules;
        var rows = await books.RowsAsync(table, cancel);
        var found = query.Select(table, rows);
        var missed = rows.Count > 0 ? query.Describe(side) : null;
        var names = format != OutputFormat.Table ? new Dictionary<string, string>()
            : isClient ? await PartyNames.ClientsAsync(books.Reader, cancel)
            : await PartyNames.ProvidersAsync(books.Reader, cancel);
        var allColumns = parsed.GetValue(GlobalOptions.AllColumns);
        return isClient
            ? new ClientRulesView(found, names, query.Versions) { Missed = missed, AllColumns = allColumns, Caption = "what clients pay" }
            : new ProviderRulesView(found, names, query.Versions) { Missed = missed, AllColumns = allColumns, Caption = "what providers are paid" };
    }

    /// <summary>A party's filter means its side; the columns of the two differ, so programs get one.</summary>
    private static string[] Sides(ParseResult parsed, OutputFormat format)
    {
        var (side, client, provider) = (parsed.GetValue(Side), parsed.GetValue(Client), parsed.GetValue(Provider));
        string[] meant = (client, provider) switch
        {
            (not null, null) => [ClientSide],
            (null, not null) => [ProviderSide],
            _ => [ClientSide, ProviderSide],
        };
        if (side is not (null or ClientSide or ProviderSide))
        {
            throw CliException.Usage($"--side \"{side}\" is not known: {ClientSide} and {ProviderSide} are");
        }

        if (side is not null && (side == ClientSide ? provider : client) is { } other)
        {
            throw CliException.Usage($"--side {side} has no rules of {(side == ClientSide ? ProviderSide : ClientSide)} \"{other}\": leave one of them out");
        }

        meant = side is null ? meant : [side];
        return format == OutputFormat.Table || meant.Length == 1
            ? meant
            : throw CliException.Usage($"the two sides have different columns: add --side {ClientSide} or --side {ProviderSide}");
    }
}
