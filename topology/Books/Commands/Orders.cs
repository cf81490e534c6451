using Sluice.Engine.Control;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Commands;

/// <summary><c>month-close</c> (contract §8).</summary>
/// <param name="Clients">Null for all.</param>
/// <param name="Force">Whether records that block are left out, and become late.</param>
internal sealed record CloseOrder(BusinessMonth Month, IReadOnlySet<string>? Clients, bool Force)
{
    public const string Type = "month-close";

    public static (CloseOrder Order, string? Fault) Read(Command command)
    {
        var reader = new OrderReader(command.Body);
        var order = new CloseOrder(reader.Month("month"), reader.Parties("clients"), reader.Flag("force", required: false));
        return (order, reader.End());
    }
}

/// <summary><c>rerun</c> (contract §8).</summary>
/// <param name="Clients">Clients whose documents are written; null and no providers named: all parties.</param>
/// <param name="Providers">Providers whose documents are written; null and no clients named: all parties.</param>
/// <param name="AsOf">The instant that limits the rule topics; null for current pricing.</param>
internal sealed record RerunOrder(
    IReadOnlyList<BusinessMonth> Months,
    IReadOnlySet<string>? Clients,
    IReadOnlySet<string>? Providers,
    DateTimeOffset? AsOf,
    bool IncludeLate,
    bool Apply)
{
    public const string Type = "rerun";

    private const string Current = "current";
    private const string AsOfPricing = "as-of";

    /// <summary>Whether a client's documents are written.</summary>
    public bool HasClient(string id) => Clients?.Contains(id) ?? Providers is null;

    /// <summary>Whether a provider's documents are written.</summary>
    public bool HasProvider(string id) => Providers?.Contains(id) ?? Clients is null;

    /// <summary>Whether any provider's may be.</summary>
    public bool HasProviders => Providers is not null || Clients is null;

    /// <summary>Whether any client's may be.</summary>
    public bool HasClients => Clients is not null || Providers is null;

    public static (RerunOrder Order, string? Fault) Read(Command command)
    {
        var reader = new OrderReader(command.Body);
        var months = reader.Months("months");
        var (clients, providers) = (reader.Parties("clients"), reader.Parties("providers"));
        var (pricing, at) = (reader.Text("pricing"), reader.Instant("at"));
        var order = new RerunOrder(
            months, clients, providers, at, reader.Flag("include_late", required: true), reader.Flag("apply", required: true));
        if (pricing is not (Current or AsOfPricing))
        {
            reader.Wrong("pricing", $"{pricing} is not {Current} or {AsOfPricing}");
        }
        else if ((pricing == AsOfPricing) != at.HasValue)
        {
            reader.Wrong("at", at is null ? $"missing: pricing {AsOfPricing} needs an instant" : $"pricing {Current} takes no instant");
        }

        return (order, reader.End());
    }
}

/// <summary><c>credit-note</c> (contract §8).</summary>
internal sealed record CreditNoteOrder(string InvoiceNumber, decimal Amount)
{
    public const string Type = "credit-note";

    public static (CreditNoteOrder Order, string? Fault) Read(Command command)
    {
        var reader = new OrderReader(command.Body);
        return (new CreditNoteOrder(reader.Text("invoice_number"), reader.Amount("amount")), reader.End());
    }
}
