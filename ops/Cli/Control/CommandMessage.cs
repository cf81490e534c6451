using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sluice.Topology.Time;

namespace Sluice.Cli.Control;

/// <summary>What a person wants done, in the fields of contract §8, and the message that says so.</summary>
/// <param name="type">The command's type, such as <c>month-close</c>.</param>
/// <param name="body">Writes the fields that only this type has.</param>
internal sealed class CommandMessage(string type, Action<Utf8JsonWriter> body)
{
    /// <summary>Of a <c>cancel</c>: the command it is about.</summary>
    public const string CancelledField = "cancels";

    private const string InstantFormat = "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Type => type;

    /// <param name="clients">Their ids; none means all, and leaves the field out.</param>
    public static CommandMessage Close(BusinessMonth month, IReadOnlyList<string> clients, bool force) => new("month-close", json =>
    {
        json.WriteString("month", month.ToString());
        WriteNames(json, "clients", clients);
        if (force)
        {
            json.WriteBoolean("force", true);
        }
    });

    public static CommandMessage Rerun(RerunWish wish) => new("rerun", json =>
    {
        WriteNames(json, "months", [.. wish.Months.Select(m => m.ToString())]);
        WriteNames(json, "clients", wish.Clients);
        WriteNames(json, "providers", wish.Providers);
        json.WriteString("pricing", wish.AsOf is null ? "current" : "as-of");
        if (wish.AsOf is { } instant)
        {
            json.WriteString("at", Instant(instant));
        }

        json.WriteBoolean("include_late", wish.IncludeLate);
        json.WriteBoolean("apply", wish.Apply);
    });

    /// <param name="amount">In the document's currency.</param>
    public static CommandMessage CreditNote(string invoiceNumber, decimal amount) => new("credit-note", json =>
    {
        json.WriteString("invoice_number", invoiceNumber);
        json.WriteNumber("amount", amount);
    });

    /// <summary>The command to cancel stands beside the message's own id, whose field has the contract's name already.</summary>
    public static CommandMessage Cancel(string commandId) => new("cancel", json => json.WriteString(CancelledField, commandId));

    /// <summary>The whole message but for its signature, UTF-8.</summary>
    public byte[] Write(CommandHead head)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("command_id", head.Id);
            json.WriteString("type", type);
            json.WriteString("requested_by", head.RequestedBy);
            json.WriteString("reason", head.Reason);
            json.WriteString("issued_at", Instant(head.IssuedAt));
            head.Cut.WriteTo(json, "cut");
            body(json);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    private static void WriteNames(Utf8JsonWriter json, string field, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            return;
        }

        json.WriteStartArray(field);
        foreach (var name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
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
