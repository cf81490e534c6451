using System.CommandLine;
using System.Globalization;
using System.Text;
using Sluice.Cli.Control;
using Sluice.Cli.Hosting;
using Sluice.Topology.Records.Scalars;

namespace Sluice.Cli.Commands;

/// <summary><c>credit-note INVOICE AMOUNT</c>: takes an amount off a document by hand.</summary>
internal static class CreditNoteCommand
{
    private static readonly Argument<string> Invoice = new("INVOICE") { Description = "Number of the document, such as INV-2601-000001" };
    private static readonly Argument<string> Amount = new("AMOUNT") { Description = "In the document's currency, such as 1250.50: at most what is left of it" };

    public static Command Create() =>
        new Command("credit-note", "Write a credit note against a document") { Invoice, Amount }
            .Sends(Message, parsed => $"credit note on {parsed.GetValue(Invoice)}", SentCommand.WriteRowAsync);

    /// <summary>An amount within the contract's digits, above zero.</summary>
    /// <exception cref="CliException">It is none.</exception>
    public static decimal Parse(string text)
    {
        var why = NumberText.TryParse(Encoding.UTF8.GetBytes(text), out var scaled) switch
        {
            NumberFault.TooManyIntegerDigits => $"has more than {NumberText.IntegerDigitsMax} digits before the decimal point",
            NumberFault.TooManyFractionDigits => $"has more than {NumberText.FractionDigitsMax} digits after the decimal point",
            NumberFault.NotANumber => "is not a number: write digits and a decimal point only, such as 1250.50",
            _ => scaled > 0 ? null : "must be above zero",
        };
        return why is null ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : throw CliException.Usage($"AMOUNT \"{text}\" {why}");
    }

    private static CommandMessage Message(ParseResult parsed)
    {
        var invoice = parsed.GetValue(Invoice)!;
        return string.IsNullOrWhiteSpace(invoice) || invoice.Any(char.IsControl)
            ? throw CliException.Usage($"INVOICE \"{Rendering.DisplayText.Clean(invoice)}\" is no number of a document, such as INV-2601-000001")
            : CommandMessage.CreditNote(invoice, Parse(parsed.GetValue(Amount)!));
    }
}
