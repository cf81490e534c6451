using Sluice.Engine.Topology;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books;
using Sluice.Topology.Books.Commands;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;

namespace Sluice.Topology;

/// <summary>The graph of all finance flows.</summary>
public static class FinanceTopology
{
    public static Topology<PriceBook> Build(BooksSettings settings) =>
        new TopologyBuilder<PriceBook>("finance", new PriceBookFold(settings))
            .Reference(ReferenceTopics.Clients, "client_id")
            .Reference(ReferenceTopics.Providers, "provider_id")
            .Reference(ReferenceTopics.ProviderPricingRules, "rule_id")
            .Reference(ReferenceTopics.ClientPricingRules, "client_id")
            .Reference(ReferenceTopics.FxRates, "base")
            .Reference(ReferenceTopics.Aliases, "kind")
            .Reference(ReferenceTopics.Bookings, "number")
            .Flow("margin", "client", context => new MarginFlow(context, settings))
            .Stream(FinanceTopics.Reports, "client_id", ReportDecoder.IsReport)
            .Table(MarginTables.MarginSummary)
            .Table(MarginTables.ProviderPartial)
            .Table(MarginTables.PendingRecords)
            .Table(BooksTables.LateRecords)
            .Merge(ProviderTotals.Merge(settings))
            .Commands(new FinanceCommands(settings))
            .Build();
}
