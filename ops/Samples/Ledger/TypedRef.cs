using Sluice.Samples.Chance;
using Sluice.Samples.Ledger.Names;

namespace Sluice.Samples.Ledger;

/// <summary>A job_ref, typed when all jobs of the client are drawn, so that a slip hits none of them. Entries that share it say the same.</summary>
internal sealed class TypedRef(string jobId, RefState state)
{
    /// <summary>As it stands in the entry; null where it names no job.</summary>
    public string? Text { get; private set; }

    public RefState State => state;

    public void Type(Dice dice, RefSlips slips) => Text = state switch
    {
        RefState.Missing => null,
        RefState.Mistyped => slips.Of(jobId),
        _ => Spelling.TypedId(dice, jobId),
    };
}
