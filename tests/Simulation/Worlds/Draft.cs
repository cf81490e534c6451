using System.Text;
using Sluice.Engine.Testing.Scheduling;
using Sluice.Topology;

namespace Sluice.Simulation.Worlds;

/// <summary>One version of a report before it is spelt out.</summary>
internal sealed record Draft
{
    public required string Client { get; init; }

    public required string Id { get; init; }

    public required string Provider { get; init; }

    public required string Modality { get; init; }

    public required string? BodyPart { get; init; }

    public required string Priority { get; init; }

    public required int Images { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public int Revision { get; init; } = 1;

    public bool Cancelled { get; init; }

    /// <summary>The record under its own key, in one of several spellings that say the same.</summary>
    public SentRecord Send(SimulationRandom random) =>
        new(FinanceTopics.Reports, Encoding.UTF8.GetBytes(Client), Encoding.UTF8.GetBytes(ToJson(random)), Content());

    public string ToJson(SimulationRandom random)
    {
        var images = random.Percent(5) ? $"{Images}.0" : $"{Images}";
        var body = BodyPart is null ? random.Percent(5) ? ",\"body_part\":null" : "" : $",\"body_part\":\"{BodyPart}\"";
        var revision = Revision > 1 || random.Percent(20) ? $",\"revision\":{Revision}" : "";
        var cancelled = Cancelled ? ",\"cancelled\":true" : random.Percent(5) ? ",\"cancelled\":false" : "";
        var identity = $"\"report_id\":\"{Id}\",\"client_id\":\"{Client}\"";
        var rest = $"\"provider_id\":\"{Provider}\",\"modality\":\"{Modality}\"{body},\"priority\":\"{Priority}\",\"images\":{images},\"completed_at\":\"{Instant(random)}\"{revision}{cancelled}";
        return random.Percent(10) ? $"{{ {rest}, {identity} }}" : $"{{{identity},{rest}}}";
    }

    private ReportContent Content() =>
        new(Client, Id, Revision, $"{Provider}|{Modality}|{BodyPart}|{Priority}|{Images}|{At.Ticks}|{Cancelled}");

    private string Instant(SimulationRandom random) => random.Percent(15)
        ? $"{At.AddMinutes(330):yyyy-MM-ddTHH:mm:ss.fff}+05:30"
        : $"{At:yyyy-MM-ddTHH:mm:ss.FFF}Z";
}
