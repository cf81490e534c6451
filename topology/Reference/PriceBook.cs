using System.Collections.Immutable;
using Sluice.Topology.Books;
using Sluice.Topology.Records;

namespace Sluice.Topology.Reference;

/// <summary>
/// Clients, providers, both kinds of pricing rules, exchange rates and aliases in all their versions, and the lookups of contract §3.
/// A book is a function of the set of its records: neither order nor repetition matters. Immutable, so any thread
/// may read it; a change gives a new book that shares what stayed.
/// </summary>
/// <remarks>Ids, modalities and grades are compared ordinally. Days count from 1970-01-01 (<see cref="EpochDay"/>).</remarks>
public sealed class PriceBook
{
    /// <summary>The slot of the modalities that have no rule of their own.</summary>
    public const string AnyModality = "*";

    // Where rules without provider_id are filed; the rules themselves say whom they match.
    private const string AnyProvider = "";

    private readonly ImmutableDictionary<string, History<ClientRecord>> _clients;
    private readonly ImmutableDictionary<string, ProviderTimeline> _providers;
    private readonly RuleTable<ProviderRuleRecord> _providerRules;
    private readonly RuleTable<ClientRuleRecord> _clientRules;
    private readonly BookLineage _lineage;

    private PriceBook(
        ImmutableDictionary<string, History<ClientRecord>> clients,
        ImmutableDictionary<string, ProviderTimeline> providers,
        RuleTable<ProviderRuleRecord> providerRules,
        RuleTable<ClientRuleRecord> clientRules,
        RateBook rates,
        AliasTable aliases,
        Closings closings,
        BookLineage lineage)
    {
        _clients = clients;
        _providers = providers;
        _providerRules = providerRules;
        _clientRules = clientRules;
        Rates = rates;
        Aliases = aliases;
        Closings = closings;
        _lineage = lineage;
    }

    /// <summary>The book without records.</summary>
    public static PriceBook Empty { get; } = new(
        ImmutableDictionary<string, History<ClientRecord>>.Empty,
        ImmutableDictionary<string, ProviderTimeline>.Empty,
        new(rule => rule.Match.ProviderId ?? AnyProvider, RuleOrder.Provider),
        new(rule => rule.ClientId, RuleOrder.Client),
        RateBook.Empty,
        AliasTable.Empty,
        Closings.Empty,
        BookLineage.Begin());

    /// <summary>Exchange rates.</summary>
    public RateBook Rates { get; }

    /// <summary>Other names of sites and kinds of service. No price depends on one, so no <see cref="BookDelta"/> tells of them: see <see cref="AliasTable.Unlike"/>.</summary>
    public AliasTable Aliases { get; }

    /// <summary>Which months are closed.</summary>
    public Closings Closings { get; }

    /// <summary>Ids of all known clients, ascending (ordinal).</summary>
    public IEnumerable<string> ClientIds => _clients.Keys.Order(StringComparer.Ordinal);

    /// <summary>Ids of all known providers, ascending (ordinal).</summary>
    public IEnumerable<string> ProviderIds => _providers.Keys.Order(StringComparer.Ordinal);

    /// <summary>This book and the records.</summary>
    /// <exception cref="ArgumentException">A record is of a kind the book does not hold.</exception>
    public PriceBook With(IEnumerable<ReferenceRecord> records) => With(records, out _);

    /// <summary>This book and the records, and whom the change touches.</summary>
    /// <exception cref="ArgumentException">A record is of a kind the book does not hold.</exception>
    public PriceBook With(IEnumerable<ReferenceRecord> records, out BookDelta delta) => With(records, [], out delta);

    /// <summary>This book, the records, and the months that the bookings close.</summary>
    /// <exception cref="ArgumentException">A record is of a kind the book does not hold.</exception>
    public PriceBook With(IEnumerable<ReferenceRecord> records, IEnumerable<Booking> bookings) => With(records, bookings, out _);

    /// <summary>This book, the records, the months that the bookings close, and whom the change touches.</summary>
    /// <exception cref="ArgumentException">A record is of a kind the book does not hold.</exception>
    public PriceBook With(IEnumerable<ReferenceRecord> records, IEnumerable<Booking> bookings, out BookDelta delta)
    {
        var batch = new RecordBatch(records);
        var clients = _clients.ToBuilder();
        foreach (var client in batch.Clients)
            clients[client.ClientId] = clients.GetValueOrDefault(client.ClientId)?.With(client) ?? History<ClientRecord>.Of(client);
        var providers = _providers.ToBuilder();
        foreach (var provider in batch.Providers)
            providers[provider.ProviderId] = providers.GetValueOrDefault(provider.ProviderId, ProviderTimeline.Empty)!.With(provider);
        var (providerRules, providerRuleChanges) = _providerRules.With(batch.ProviderRules);
        var (clientRules, clientRuleChanges) = _clientRules.With(batch.ClientRules);

        var rates = Rates.With(batch.Rates);
        var aliases = Aliases.With(batch.Aliases);
        var closings = Closings.With(bookings);

        delta = BookDelta.Of(
            batch.Clients.Select(client => client.ClientId).Where(id => !ReferenceEquals(Client(id), clients[id].Latest))
                .Concat(Closings.Unlike(closings)),
            batch.Providers.Select(provider => provider.ProviderId).Where(id => !Timeline(id).CountsLike(providers[id])),
            clientRuleChanges,
            providerRuleChanges,
            Rates.Unlike(rates));
        return new(clients.ToImmutable(), providers.ToImmutable(), providerRules, clientRules, rates, aliases, closings, _lineage.Then(delta));
    }

    /// <summary>Whose reports this book and another, later or earlier, may price differently.</summary>
    public BookDelta DifferenceTo(PriceBook other)
    {
        if (other._lineage.Since(_lineage) is { } steps)
            return steps;
        var clients = _clients.Keys.Union(other._clients.Keys).Where(id => !ReferenceEquals(Client(id), other.Client(id)));
        var providers = _providers.Keys.Union(other._providers.Keys).Where(id => !Timeline(id).CountsLike(other.Timeline(id)));
        return BookDelta.Of(
            clients.Concat(_clientRules.PartiesUnlike(other._clientRules)).Concat(Closings.Unlike(other.Closings)),
            providers.Concat(_providerRules.PartiesUnlike(other._providerRules)),
            AnyProvider,
            Rates.Unlike(other.Rates));
    }

    /// <summary>
    /// The book with each rule as it was known at the instant; clients and providers stay as they are. Records added
    /// later stand under the same limit, and a further call sets another, as all versions are kept.
    /// </summary>
    public PriceBook AsOf(DateTimeOffset instant) =>
        new(_clients, _providers, _providerRules.AsOf(instant), _clientRules.AsOf(instant), Rates, Aliases, Closings, BookLineage.Begin());

    /// <summary>The book with other closings: to work out what a month comes to as if it were open.</summary>
    public PriceBook Under(Closings closings) =>
        new(_clients, _providers, _providerRules, _clientRules, Rates, Aliases, closings, BookLineage.Begin());

    /// <summary>The client, or null where unknown.</summary>
    public ClientRecord? Client(string clientId) => _clients.GetValueOrDefault(clientId)?.Latest;

    /// <summary>Whether the provider has any version, in effect or yet to come.</summary>
    public bool ProviderKnown(string providerId) => _providers.ContainsKey(providerId);

    /// <summary>The provider as of the day: the version with the latest effective_from on or before it, or null.</summary>
    public ProviderRecord? ProviderOn(string providerId, int day) => _providers.GetValueOrDefault(providerId)?.On(day);

    /// <summary>The version of a provider rule that counts, or null.</summary>
    public ProviderRuleRecord? ProviderRule(string ruleId) => _providerRules.Find(ruleId);

    /// <summary>
    /// The rule that pays the provider's report, or null: in effect on the day, all its stated fields match, most
    /// fields win and provider_id outweighs the others together; ties go to the latest recorded_at, then the highest rule_id.
    /// </summary>
    /// <param name="version">The provider on that day: its grade and seniority are matched.</param>
    public ProviderRuleRecord? ProviderRule(string providerId, string modality, Priority priority, int day, ProviderRecord version)
    {
        foreach (var rule in _providerRules.Of(providerId))
        {
            if (rule.InEffect(day) && rule.Match.Concerns(providerId, modality, priority) && rule.Match.Fits(version))
                return rule;
        }

        foreach (var rule in _providerRules.Of(AnyProvider))
        {
            if (rule.InEffect(day) && rule.Match.Concerns(providerId, modality, priority) && rule.Match.Fits(version))
                return rule;
        }

        return null;
    }

    /// <summary>
    /// The rule that wins the slot (client, modality) on the day, or null: of those in effect the latest recorded_at,
    /// then the highest rule_id, whatever its currency. The slot of all other modalities is <see cref="AnyModality"/>.
    /// </summary>
    public ClientRuleRecord? SlotWinner(string clientId, string modality, int day)
    {
        foreach (var rule in _clientRules.Of(clientId))
        {
            if (rule.InEffect(day) && string.Equals(rule.Modality, modality, StringComparison.Ordinal))
                return rule;
        }

        return null;
    }

    /// <summary>The rule a report of the modality takes on the day: its own slot's winner, else that of <see cref="AnyModality"/>, else null.</summary>
    public ClientRuleRecord? ClientRule(string clientId, string modality, int day) =>
        SlotWinner(clientId, modality, day) ?? SlotWinner(clientId, AnyModality, day);

    /// <summary>Every version of every record: clients, providers, provider rules, client rules, rates, aliases, each by identity and age.</summary>
    public IEnumerable<ReferenceRecord> AllVersions() =>
        Sorted(_clients.Values, history => history.Versions)
            .Concat(Sorted(_providers.Values.SelectMany(timeline => timeline.Steps), history => history.Versions))
            .Concat(Sorted(_providerRules.Histories, history => history.Versions))
            .Concat(Sorted(_clientRules.Histories, history => history.Versions))
            .Concat(Sorted(Rates.Histories, history => history.Versions))
            .Concat(Sorted(Aliases.Histories, history => history.Versions));

    /// <summary>Versions of one thing recorded at one instant, where the greater text counts: worth a warning.</summary>
    public IEnumerable<ReferenceRecord> Ties() =>
        Sorted(_clients.Values, history => history.Ties())
            .Concat(Sorted(_providers.Values.SelectMany(timeline => timeline.Steps), history => history.Ties()))
            .Concat(Sorted(_providerRules.Histories, history => history.Ties()))
            .Concat(Sorted(_clientRules.Histories, history => history.Ties()))
            .Concat(Sorted(Rates.Histories, history => history.Ties()))
            .Concat(Sorted(Aliases.Histories, history => history.Ties()));

    internal IEnumerable<ClientRuleRecord> ClientRulesOf(string clientId) => _clientRules.Of(clientId);

    internal IEnumerable<ProviderRuleRecord> ProviderRulesFor(string providerId, string modality, Priority priority) =>
        _providerRules.Of(providerId).Concat(_providerRules.Of(AnyProvider))
            .Where(rule => rule.Match.Concerns(providerId, modality, priority));

    internal IEnumerable<ProviderRecord> ProviderVersions(string providerId) => Timeline(providerId).Steps.Select(step => step.Latest);

    private static IEnumerable<ReferenceRecord> Sorted<T>(IEnumerable<History<T>> histories, Func<History<T>, IEnumerable<T>> pick)
        where T : ReferenceRecord =>
        histories.OrderBy(history => history.Latest.Identity, StringComparer.Ordinal).SelectMany(pick);

    private ProviderTimeline Timeline(string providerId) => _providers.GetValueOrDefault(providerId, ProviderTimeline.Empty)!;
}
