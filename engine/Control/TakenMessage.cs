using Sluice.Engine.Outputs;

namespace Sluice.Engine.Control;

/// <summary>What a control message comes to when it is taken.</summary>
/// <param name="Rows">What is to be committed with the position behind it.</param>
/// <param name="Queued">The command it is, where that is carried out in its turn.</param>
/// <param name="Cancelled">The command it cancels.</param>
internal sealed record TakenMessage(IReadOnlyList<RowChange> Rows, CommandState? Queued = null, CommandState? Cancelled = null);
