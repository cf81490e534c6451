using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Topology.Time;

namespace Sluice.Cli.Control;

/// <summary>What a person wants done, in the fields of contract §8, and the message that says so.</summary>
/// <param name="Type">The command's type, such as <c>month-close</c>.</param>
/// <param name="Fields">What only this type has.</param>
internal sealed record CommandMessage(string Type, JsonObject Fields)
{
    /// <summary>Of a <c>cancel</c>: the command it is about. The contract's name for it is that of the message's own id.</summary>
    public const string TargetField = "target";

    private const string InstantFormat = "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="clients">Their ids; none means all, and leaves the field out.</param>
    public static CommandMessage Close(BusinessMonth month, IReadOnlyList<string> clients, bool force)
    {
        var fields = new JsonObject { ["month"] = month.ToString() };
        AddNames(fields, "clients", clients);
        if (force)
        {
            fields["force"] = true;
        }

        return new CommandMessage("month-close", fields);
    }

    public static CommandMessage Rerun(RerunWish wish)
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

        return new CommandMessage("rerun", fields);
    }

    /// <param name="amount">In the document's currency.</param>
    public static CommandMessage CreditNote(string invoiceNumber, decimal amount) =>
        new("credit-note", new JsonObject { ["invoice_number"] = invoiceNumber, ["amount"] = amount });

    public static CommandMessage Cancel(string commandId) => new("cancel", new JsonObject { [TargetField] = commandId });

    /// <summary>
    /// The whole message but for its signature, UTF-8: without blanks and with its fields in ordinal order, so that it is the
    /// very text that is signed.
    /// </summary>
    public byte[] Write(CommandHead head)
    {
        var fields = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal)
        {
            ["command_id"] = head.Id,
            ["type"] = Type,
            ["requested_by"] = head.RequestedBy,
            ["reason"] = head.Reason,
            ["issued_at"] = Instant(head.IssuedAt),
            ["cut"] = head.Cut.ToJson(),
        };
        foreach (var (name, value) in Fields)
        {
            fields.Add(name, value);
        }

        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            foreach (var (name, value) in fields)
            {
                json.WritePropertyName(name);
                value!.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

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

/// <summary>What every command says beside its own fields.</summary>
/// <param name="Id">The same id sent again is the same command.</param>
/// <param name="RequestedBy">Who answers for it.</param>
internal sealed record CommandHead(string Id, string RequestedBy, string Reason, DateTimeOffset IssuedAt, LogCut Cut);
