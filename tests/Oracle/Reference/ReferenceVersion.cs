using System.Text.Json;
using Sluice.Oracle.Input;
using Sluice.Oracle.Shapes;

namespace Sluice.Oracle.Reference;

/// <summary>One version of a reference record, read.</summary>
/// <param name="RecordedAt">UTC ticks.</param>
/// <param name="Content">One spelling for equal contents.</param>
/// <param name="Value">What it says: a client, provider, rate or rule.</param>
internal sealed record ReferenceVersion(long RecordedAt, string Content, object Value)
{
    /// <summary>Reads a record of a reference topic that has passed its shape.</summary>
    public static ReferenceVersion Read(string topic, JsonElement record) => new(
        record.Instant("recorded_at"),
        CanonicalJson.Of(record),
        topic switch
        {
            Topics.Clients => Client.Read(record),
            Topics.Providers => Provider.Read(record),
            Topics.FxRates => FxRate.Read(record),
            Topics.ProviderRules => ProviderRule.Read(record),
            Topics.ClientRules => ClientRule.Read(record),
            _ => throw new ArgumentException($"{topic} is no reference topic of the margin books", nameof(topic)),
        });
}
