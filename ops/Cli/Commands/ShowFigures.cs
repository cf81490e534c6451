using System.CommandLine;
using Sluice.Cli.Hosting;
using Sluice.Cli.Reading;
using Sluice.Cli.Rendering;
using Sluice.Cli.Rendering.Views;
using Sluice.Topology;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Reference;

namespace Sluice.Cli.Commands;

/// <summary><c>show margin</c> and <c>show providers</c>: the figures by month.</summary>
internal static class ShowFigures
{
    private static readonly Option<string?> Month = new("--month") { Description = "Of this month only", HelpName = "YYYY-MM" };
    private static readonly Option<string?> Client = new("--client") { Description = "Of this client only", HelpName = "ID" };
    private static readonly Option<string?> Provider = new("--provider") { Description = "Of this provider only", HelpName = "ID" };

    public static Command CreateMargin() =>
        new Command("margin", "Revenue, COGS and margin by month and client") { Month, Client, GlobalOptions.AllColumns }.Runs(MarginAsync);

    public static Command CreateProviders() =>
        new Command("providers", "What providers have earned, by month") { Month, Provider, GlobalOptions.AllColumns }.Runs(ProvidersAsync);

    private static async Task MarginAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var (month, client) = (parsed.Month(Month)?.ToString(), parsed.GetValue(Client));
        await using var books = await ReadSide.OpenAsync(parsed, cancel);
        var settings = await books.SettingsAsync(cancel);
        var found = await books.ListAsync(MarginTables.MarginSummary, cancel, new("month", "month", month), new("client", "client_id", client));
        var names = format == OutputFormat.Table ? await PartyNames.ClientsAsync(books.Reader, cancel) : NoNames;
        new MarginView(found.Rows, names, settings.BaseCurrency)
        {
            Missed = found.Missed,
            AllColumns = parsed.GetValue(GlobalOptions.AllColumns),
            Caption = MonthsIn(settings, month),
        }.Write(format);
        await NameMissingRatesAsync(books, found, settings, format, cancel);
    }

    private static async Task ProvidersAsync(ParseResult parsed, CancellationToken cancel)
    {
        var format = parsed.OutputFormat();
        var (month, provider) = (parsed.Month(Month)?.ToString(), parsed.GetValue(Provider));
        await using var books = await ReadSide.OpenAsync(parsed, cancel);
        var settings = await books.SettingsAsync(cancel);
        var found = await books.ListAsync(MarginTables.ProviderSummary, cancel, new("month", "month", month), new("provider", "provider_id", provider));
        var names = format == OutputFormat.Table ? await PartyNames.ProvidersAsync(books.Reader, cancel) : NoNames;
        new ProviderView(found.Rows, names, settings.BaseCurrency)
        {
            Missed = found.Missed,
            AllColumns = parsed.GetValue(GlobalOptions.AllColumns),
            Caption = MonthsIn(settings, month),
        }.Write(format);
        await NameMissingRatesAsync(books, found, settings, format, cancel);
    }

    /// <summary>A person who sees an empty figure is told what it waits for.</summary>
    private static async Task NameMissingRatesAsync(ReadSide books, Listing found, BooksSettings settings, OutputFormat format, CancellationToken cancel)
    {
        if (format != OutputFormat.Table || !MissingRates.AnyEmpty(found.Table, found.Rows))
        {
            return;
        }

        var clients = await ReferenceLog.ReadAsync(books.Reader, ReferenceTopics.Clients, cancel);
        var rates = await ReferenceLog.ReadAsync(books.Reader, ReferenceTopics.FxRates, cancel);
        var missing = MissingRates.Of(clients, rates, settings);
        if (found.Table == MarginTables.MarginSummary)
        {
            missing.OfMargin(found.Rows, await books.RowsAsync(MarginTables.ProviderSummary, cancel));
        }
        else
        {
            missing.OfProviders(found.Rows);
        }

        if (missing.Sentence() is { } sentence)
        {
            Console.Error.WriteLine(string.Join('\n', DisplayText.Wrap(sentence, Terminal.Stderr.Width)));
        }
    }

    /// <summary>When a month begins depends on where the business is.</summary>
    private static string MonthsIn(BooksSettings settings, string? only) =>
        only is null ? $"months are those of {settings.TimeZone}" : $"{only} in {settings.TimeZone}";

    private static IReadOnlyDictionary<string, string> NoNames { get; } = new Dictionary<string, string>();
}
