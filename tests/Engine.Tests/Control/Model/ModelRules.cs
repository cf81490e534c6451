namespace Sluice.Engine.Tests.Control.Model;

/// <summary>What the protocol rests on; each can be taken away, to see that the model notices.</summary>
/// <param name="Fence">A commit under an epoch that is no longer the newest is refused.</param>
/// <param name="AwaitPublication">A command's end waits until what it decided is published.</param>
/// <param name="DecideFirst">Nothing is published before it is decided.</param>
internal sealed record ModelRules(bool Fence = true, bool AwaitPublication = true, bool DecideFirst = true);
