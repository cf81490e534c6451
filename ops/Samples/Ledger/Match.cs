using Sluice.Samples.Market;

namespace Sluice.Samples.Ledger;

/// <summary>Jobs and entries that are meant to belong together; a side is empty where the other is alone.</summary>
/// <param name="Cause">One of <see cref="Causes"/>.</param>
internal sealed record Match(IReadOnlyList<JobDraft> Jobs, IReadOnlyList<EntryDraft> Entries, string Cause)
{
    /// <summary>Reversals that are netted into the entries.</summary>
    public IReadOnlyList<EntryDraft> Netted { get; init; } = [];

    /// <summary>Shared by matches whose jobs have site, day and amount in common.</summary>
    public string? Twins { get; init; }

    /// <summary>Shared by matches whose jobs and entries no field tells apart: any of them may go with any other.</summary>
    public string? Interchangeable { get; init; }

    /// <summary>What else is to be known, such as a name that the alias table lacks.</summary>
    public string? Note { get; init; }

    public string ClientId => Jobs.Count > 0 ? Jobs[0].ClientId : Entries[0].ClientId;

    public decimal JobAmount => Jobs.Sum(job => job.Amount);

    public decimal EntryAmount => Entries.Sum(entry => entry.Amount) + Netted.Sum(entry => entry.Amount);

    public SampleCurrency JobCurrency => Jobs.Count > 0 ? Jobs[0].Currency : Entries[0].Currency;

    public SampleCurrency EntryCurrency => Entries.Count > 0 ? Entries[0].Currency : Jobs[0].Currency;
}
