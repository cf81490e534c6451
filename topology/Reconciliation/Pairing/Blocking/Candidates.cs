using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Reconciliation.Pairing.Blocking;

/// <summary>The pairs worth comparing, ascending by left and right row, and what it took to choose them.</summary>
/// <param name="PairsSkipped">Pairs of blocks that no key splits, beyond the window; another block may have brought some of them back.</param>
/// <param name="PairsCut">Pairs that shared a key and were left out because both records had enough better ones.</param>
public sealed record Candidates(IReadOnlyList<RowPair> Pairs, long PairsSkipped, long PairsCut);
