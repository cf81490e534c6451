using Sluice.Topology.Records;

namespace Sluice.Topology.Reference;

/// <summary>Which client rule a report takes; compared by the identity of the record.</summary>
/// <param name="Winner">The rule that won the slot, in whatever currency, or null.</param>
/// <param name="Gap">Why it cannot price, or <see cref="PricingGap.None"/>.</param>
public readonly record struct RevenueResolution(ClientRuleRecord? Winner, PricingGap Gap)
{
    /// <summary>The rule that prices, or null where the report is pending.</summary>
    public ClientRuleRecord? Rule => Gap == PricingGap.None ? Winner : null;

    public bool Equals(RevenueResolution other) => ReferenceEquals(Winner, other.Winner) && Gap == other.Gap;

    public override int GetHashCode() => HashCode.Combine(Winner?.RuleId, Gap);
}

/// <summary>
/// The client side of every report of one (client, modality), by day: what <see cref="PriceBook"/> would answer day
/// by day, computed once. Valid for its book until a <see cref="BookDelta"/> touches the client. Immutable.
/// </summary>
public sealed class SlotSchedule
{
    private readonly string? _clientCurrency;

    private SlotSchedule(string clientId, string modality, string? clientCurrency, DaySchedule<RevenueResolution> days)
    {
        ClientId = clientId;
        Modality = modality;
        _clientCurrency = clientCurrency;
        Days = days;
    }

    public string ClientId { get; }

    public string Modality { get; }

    public DaySchedule<RevenueResolution> Days { get; }

    public static SlotSchedule For(PriceBook book, string clientId, string modality)
    {
        var client = book.Client(clientId);
        var changes = book.ClientRulesOf(clientId)
            .Where(rule => rule.Modality == modality || rule.Modality == PriceBook.AnyModality)
            .SelectMany(rule => RuleScope.Changes(rule.EffectiveFrom, rule.EffectiveTo));
        return new(clientId, modality, client?.Currency, DaySchedule<RevenueResolution>.Tabulate(changes, Resolve));

        RevenueResolution Resolve(int day)
        {
            var winner = book.ClientRule(clientId, modality, day);
            if (client is null)
                return new(winner, PricingGap.UnknownClient);
            if (winner is null)
                return new(null, PricingGap.NoClientRule);
            return new(winner, winner.Currency == client.Currency ? PricingGap.None : PricingGap.OtherCurrency);
        }
    }

    /// <summary>The client's rule on the day, or what is missing.</summary>
    public RevenueResolution At(int day) => Days.At(day);

    /// <summary>Why a report of the day has no revenue, in words; null where it has.</summary>
    public string? Reason(int day) => At(day) switch
    {
        { Gap: PricingGap.None } => null,
        { Gap: PricingGap.UnknownClient } => $"client {ClientId} is unknown",
        { Gap: PricingGap.NoClientRule } =>
            $"no client rule in effect on {EpochDay.ToDate(day):yyyy-MM-dd} for client {ClientId}, modality {Modality}",
        { Winner: var winner } =>
            $"rule {winner!.RuleId} is in {winner.Currency}, but client {ClientId} is billed in {_clientCurrency}",
    };
}
