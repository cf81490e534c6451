using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Engine.Control;
using Sluice.Topology.Time;

namespace Sluice.Cli.Control;

/// <summary>What a person wants done, in the fields of contract §8.</summary>
/// <param name="Type">The command's type, such as <c>month-close</c>.</param>
/// <param name="Fields">What only this type has.</param>
internal sealed record CommandWish(string Type, JsonObject Fields)
{
    private const string InstantFormat = "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ";

    /// <param name="clients">Their ids; none means all, and leaves the field out.</param>
    public static CommandWish Close(BusinessMonth month, IReadOnlyList<string> clients, bool force)
    {
        var fields = new JsonObject { ["month"] = month.ToString() };
        AddNames(fields, "clients", clients);
        if (force)
        {
            fields["force"] = true;
        }

        return new CommandWish("month-close", fields);
    }

    public static CommandWish Rerun(RerunWish wish)
    {
        var fields = new JsonObject
        {
            ["pricing"] = wish.AsOf is null ? "current" : "as-of",
            ["include_late"] = wish.IncludeLate,
            ["apply"] = wish.Apply,
        };
        AddNames(fields, "months", [.. wish.Months.Select(m => m.ToString())]);
        AddNames(fields, "clients", wish.Clients);
        AddNames(fields, "providers", wish.Providers);
        if (wish.AsOf is { } instant)
        {
            fields["at"] = Instant(instant);
        }

        return new CommandWish("rerun", fields);
    }

    /// <param name="amount">In the document's currency.</param>
    public static CommandWish CreditNote(string invoiceNumber, decimal amount) =>
        new("credit-note", new JsonObject { ["invoice_number"] = invoiceNumber, ["amount"] = amount });

    /// <summary>The contract's name for the command to cancel is that of the message's own id, so it has another.</summary>
    public static CommandWish Cancel(string commandId) => new("cancel", new JsonObject { [EngineCommands.TargetField] = commandId });

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    private static void AddNames(JsonObject fields, string field, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
        {
            fields[field] = new JsonArray([.. names.Select(n => (JsonNode)n)]);
        }
    }
}

/// <summary>What a rerun computes anew.</summary>
/// <param name="Clients">Whose documents are written; none means all, also in <paramref name="Providers"/>.</param>
/// <param name="AsOf">With the rules known at this instant; null for those known now.</param>
/// <param name="Apply">Whether the differences become documents.</param>
internal sealed record RerunWish(
    IReadOnlyList<BusinessMonth> Months, IReadOnlyList<string> Clients, IReadOnlyList<string> Providers, DateTimeOffset? AsOf, bool IncludeLate, bool Apply);

/// <summary>What was sent.</summary>
/// <param name="Id">The same id sent again is the same command.</param>
/// <param name="RequestedBy">Who answers for it.</param>
internal sealed record CommandHead(string Id, string RequestedBy, string Reason, DateTimeOffset IssuedAt);
