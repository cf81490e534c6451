using Sluice.Topology.Reconciliation.Pairing.Scoring;

namespace Sluice.Topology.Reconciliation.Pairing;

/// <summary>What was paired, and at what cost.</summary>
/// <param name="Pairs">By left, then right id, byte by byte.</param>
/// <param name="Model">The model that scored; null where another scorer did.</param>
/// <param name="Scorer">The version of what scored.</param>
/// <param name="PairsCompared">Pairs that shared a key and were scored.</param>
/// <param name="PairsSkipped">Pairs of blocks too large to compare whole, an upper bound.</param>
/// <param name="PairsCut">Pairs that shared a key but fell behind better ones of both records.</param>
/// <param name="UnionsRefused">Of duplicates: clusters that stayed apart because together they would have been too large.</param>
public sealed record PairingResult(
    IReadOnlyList<PairedRecords> Pairs,
    LinkageModel? Model,
    string Scorer,
    long PairsCompared,
    long PairsSkipped,
    long PairsCut,
    int UnionsRefused);
