using System.Text;

namespace Sluice.Connectors.Fx.Rates;

/// <summary>A version of a rate that lies in the log.</summary>
/// <param name="Base">The currency of which one unit is priced.</param>
/// <param name="Date">The date it was published for.</param>
/// <param name="Rate">Units of the books' base currency for one.</param>
/// <param name="Source">Who said so, such as <c>ECB</c>.</param>
/// <param name="RecordedAt">When it became known.</param>
/// <param name="Canonical">Decides between versions recorded at the same instant: the greater one counts.</param>
public sealed record KnownRate(string Base, DateOnly Date, decimal Rate, string Source, DateTimeOffset RecordedAt, string Canonical = "")
{
    /// <summary>Whether this version counts rather than the other.</summary>
    public bool Outranks(KnownRate other) => RecordedAt != other.RecordedAt
        ? RecordedAt > other.RecordedAt
        : Encoding.UTF8.GetBytes(Canonical).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other.Canonical)) > 0;
}
