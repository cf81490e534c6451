using System.CommandLine;
using System.Text;
using Sluice.Cli.Hosting;
using Sluice.Cli.Rendering;
using Sluice.Topology.Billing.Pricing;
using Sluice.Topology.Money;
using Sluice.Topology.Records;
using Sluice.Topology.Records.Shapes;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Cli.Commands;

/// <summary><c>price</c>: what a client rule charges for a number of reports.</summary>
internal static class PriceCommand
{
    private static readonly Option<string> Rule = new("--rule") { Description = "A client pricing rule, as JSON", HelpName = "FILE", Required = true };
    private static readonly Option<long> Quantity = new("--quantity") { Description = "Billable reports of the month", HelpName = "N", Required = true };
    private static readonly Option<string?> Month = new("--month")
    {
        Description = "Prorate fees by the rule's days in this month; without it a whole month",
        HelpName = "YYYY-MM",
    };

    public static Command Create() =>
        new Command("price", "What a client rule charges for a number of reports, surcharges excluded") { Rule, Quantity, Month }.Runs(Run);

    private static Task Run(ParseResult parsed, CancellationToken cancel)
    {
        // The contract's JSON wherever a program reads it; a person at a terminal gets a table.
        var format = parsed.OutputFormat(Terminal.Stdout.Interactive ? OutputFormat.Table : OutputFormat.Json);
        var month = parsed.Month(Month);
        var quantity = parsed.GetValue(Quantity);
        if (quantity < 0)
        {
            throw CliException.Usage($"--quantity {quantity} must not be negative");
        }

        var rule = Read(parsed.GetValue(Rule)!);
        try
        {
            var digits = Currencies.MinorUnits(rule.Currency);
            PriceWriter.Write(ClientPricing.Price(rule, quantity, digits, proration: month is { } m ? Share(rule, m) : null), format);
            return Task.CompletedTask;
        }
        catch (OverflowException tooMuch)
        {
            throw CliException.Failed(tooMuch.Message, tooMuch);
        }
    }

    private static ClientRuleRecord Read(string path)
    {
        if (!File.Exists(path))
        {
            throw CliException.Usage($"there is no file {path}");
        }

        var json = (ReadOnlySpan<byte>)File.ReadAllBytes(path);
        json = json.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json;

        // The key is the message's business, and a file has none: the record's own is taken.
        var key = MessageKey.Extract(TopicCatalogue.ClientPricingRules, json);
        return ReferenceDecoder.TryDecode(ReferenceTopics.ClientPricingRules, key, hasKey: true, json, out var record, out var rejection)
            ? (ClientRuleRecord)record!
            : throw CliException.Usage($"{path}: {rejection!.Reason}");
    }

    /// <summary>The days of the month on which the rule is in effect.</summary>
    private static Proration Share(ClientRuleRecord rule, BusinessMonth month)
    {
        var from = rule.EffectiveFrom > month.FirstDate ? rule.EffectiveFrom : month.FirstDate;
        var to = rule.EffectiveTo is { } end && end < month.LastDate ? end : month.LastDate;
        return to < from
            ? throw CliException.Usage($"rule {rule.RuleId} is not in effect in {month}")
            : new Proration(to.DayNumber - from.DayNumber + 1, month.Days);
    }
}
