using Sluice.Oracle.Fx;
using Sluice.Oracle.Input;

namespace Sluice.Oracle.Shapes;

/// <summary>The shape of a record of each topic, and which field is its owner and so its key.</summary>
/// <param name="baseCurrency">The currency that every rate is quoted in.</param>
internal sealed class TopicShapes(string baseCurrency)
{
    public static Check Priority { get; } = Checks.OneOf("ROUTINE", "URGENT", "STAT");

    private static readonly Shape Report = new(
    [
        Field.Required("report_id", Checks.Text),
        Field.Required("client_id", Checks.Text),
        Field.Required("provider_id", Checks.Text),
        Field.Required("modality", Checks.Text),
        Field.Optional("body_part", Checks.OptionalText),
        Field.Required("priority", Priority),
        Field.Required("images", Checks.Whole(0)),
        Field.Required("completed_at", Checks.Instant),
        Field.Optional("revision", Checks.Whole(1)),
        Field.Optional("cancelled", Checks.Flag),
    ]);

    private static readonly Shape Client = new(
    [
        Field.Required("client_id", Checks.Text),
        Field.Required("name", Checks.Text),
        Field.Optional("address", Checks.OptionalText),
        Field.Optional("tax_id", Checks.OptionalText),
        Field.Required("currency", Checks.Currency),
        Field.Required("contract_start", Checks.Date),
        Field.Optional("segment", Checks.OptionalText),
        Field.Optional("fx_policy", Checks.OneOf(MonthRates.MonthEnd, MonthRates.Average)),
        Field.Required("recorded_at", Checks.Instant),
    ]);

    private static readonly Shape Provider = new(
    [
        Field.Required("provider_id", Checks.Text),
        Field.Required("name", Checks.Text),
        Field.Optional("address", Checks.OptionalText),
        Field.Optional("tax_id", Checks.OptionalText),
        Field.Optional("npi", Checks.OptionalText),
        Field.Required("grade", Checks.Text),
        Field.Required("seniority", Checks.Text),
        Field.Required("currency", Checks.Currency),
        Field.Required("effective_from", Checks.Date),
        Field.Required("recorded_at", Checks.Instant),
    ]);

    private readonly Dictionary<string, (Shape Shape, string Owner)> _byTopic = new(StringComparer.Ordinal)
    {
        [Topics.Reports] = (Report, "client_id"),
        [Topics.Clients] = (Client, "client_id"),
        [Topics.Providers] = (Provider, "provider_id"),
        [Topics.ProviderRules] = (RuleShapes.Provider, "rule_id"),
        [Topics.ClientRules] = (RuleShapes.Client, "client_id"),
        [Topics.FxRates] = (FxShapes.Rate(baseCurrency), "base"),
    };

    public bool TryFind(string topic, out (Shape Shape, string Owner) found) => _byTopic.TryGetValue(topic, out found);
}
