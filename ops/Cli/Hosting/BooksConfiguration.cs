using Sluice.Topology;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Money;
using Sluice.Topology.Time;

namespace Sluice.Cli.Hosting;

/// <summary>What the company has decided once, from the environment.</summary>
internal static class BooksConfiguration
{
    public const string CurrencyVariable = "SLUICE_BASE_CURRENCY";
    public const string ZoneVariable = "SLUICE_TIME_ZONE";
    public const string NumbersVariable = "SLUICE_DOCUMENT_NUMBERS";
    public const string PartitionsVariable = "SLUICE_PARTITIONS";
    public const int PartitionsDefault = 4;

    /// <exception cref="CliException">The currency or the time zone is not known, or documents cannot be numbered so.</exception>
    public static BooksSettings Read()
    {
        var defaults = new BooksSettings();
        var settings = new BooksSettings(
            NotEmpty(CurrencyVariable) ?? defaults.BaseCurrency,
            NotEmpty(ZoneVariable) ?? defaults.TimeZone,
            NotEmpty(NumbersVariable) ?? defaults.DocumentNumbers);
        if (!Currencies.IsKnown(settings.BaseCurrency))
        {
            throw CliException.Usage($"{CurrencyVariable}={settings.BaseCurrency} is not a currency of ISO 4217");
        }

        try
        {
            _ = new DocumentNumbering(settings.DocumentNumbers);
        }
        catch (ArgumentException wrong)
        {
            throw CliException.Usage($"{NumbersVariable}: {wrong.Message.Split(" (Parameter", 2)[0]}", wrong);
        }

        try
        {
            _ = new BusinessCalendar(settings.TimeZone);
            return settings;
        }
        catch (Exception unknown)
        {
            throw CliException.Usage($"{ZoneVariable}={settings.TimeZone} is not a known time zone: write one such as {defaults.TimeZone}", unknown);
        }
    }

    /// <summary>How many partitions a new topic of business records gets.</summary>
    public static int Partitions(int? option)
    {
        var text = NotEmpty(PartitionsVariable);
        var wanted = option ?? (text is null ? PartitionsDefault : int.TryParse(text, out var number) ? number : 0);
        return wanted is >= 1 and <= Engine.Limits.PartitionsMax
            ? wanted
            : throw CliException.Usage($"the number of partitions must be 1 to {Engine.Limits.PartitionsMax} (--partitions, {PartitionsVariable})");
    }

    private static string? NotEmpty(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
