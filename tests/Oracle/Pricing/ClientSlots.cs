using Sluice.Oracle.Reference;
using Sluice.Oracle.Shapes;

namespace Sluice.Oracle.Pricing;

/// <summary>Which rule of a client wins which slot (client, modality) on which date.</summary>
internal sealed class ClientSlots
{
    private const string AnyModality = "*";

    // Best first, so that the winner of a date is the first in effect.
    private readonly Dictionary<(string Client, string Modality), ClientRule[]> _slots;
    private readonly ILookup<string, ClientRule> _byClient;
    private readonly Dictionary<(string Client, string Modality, DateOnly Date), ClientRule?> _winners = [];

    public ClientSlots(IEnumerable<ClientRule> rules)
    {
        _byClient = rules.ToLookup(rule => rule.ClientId, StringComparer.Ordinal);
        _slots = _byClient.SelectMany(client => client).GroupBy(rule => (rule.ClientId, rule.Modality)).ToDictionary(
            slot => slot.Key,
            slot => slot.OrderByDescending(rule => rule.RecordedAt)
                .ThenByDescending(rule => rule.Id, ByteOrder.Instance).ToArray());
    }

    /// <summary>All rules of a client, in effect or not.</summary>
    public IEnumerable<ClientRule> RulesOf(string client) => _byClient[client];

    /// <summary>The rule a report takes: the winner of its modality's slot, else of the slot for any.</summary>
    public ClientRule? RuleFor(string client, string modality, DateOnly date) =>
        Winner(client, modality, date) ?? Winner(client, AnyModality, date);

    /// <summary>Whether the rule wins its own slot on the date.</summary>
    public bool Wins(ClientRule rule, DateOnly date) => Winner(rule.ClientId, rule.Modality, date)?.Id == rule.Id;

    private ClientRule? Winner(string client, string modality, DateOnly date)
    {
        if (!_winners.TryGetValue((client, modality, date), out var winner))
        {
            winner = _slots.GetValueOrDefault((client, modality))?.FirstOrDefault(rule => rule.Effective.Holds(date));
            _winners[(client, modality, date)] = winner;
        }
        return winner;
    }
}
