using Sluice.Engine.Tests.Tidy.Trees;

namespace Sluice.Engine.Tests.Tidy.Rules;

/// <summary>What the deterministic core must not touch: the clock, chance, a sleeping thread, a lock, floating-point money.</summary>
public static class CoreCode
{
    private const string Clock = @"\bDateTime(Offset)?\s*\.\s*(Utc)?(Now|Today)\b|\bEnvironment\s*\.\s*TickCount|\bStopwatch\b";
    private const string Chance = @"\bRandom\s*\.\s*Shared\b|\bnew\s+Random\s*\(\s*\)|\bGuid\s*\.\s*(NewGuid|CreateVersion7)\b";
    private const string Blocking = @"\bThread\s*\.\s*(Sleep|SpinWait)\b";
    private const string Locks = @"\block\s*\(|\bMonitor\s*\.\s*\w+|\bnew\s+Lock\s*\(|\b(Mutex|ReaderWriterLock\w*|SpinLock)\b";
    private const string Binary = @"\b(double|float|Double|Single|Half)\b|(?<![\w.])\d[\d_]*\.\d[\d_]*(?![\w])|(?<![\w.])\d[\d_]*(\.\d+)?([eE][+-]?\d+)?[dDfF]\b";

    public static IEnumerable<string> ClockAndChance(Tree tree) => Search.Code(Core(tree), $"{Clock}|{Chance}|{Blocking}");

    /// <summary>The test doubles are called from several threads and may lock; the core has one owner a shard.</summary>
    public static IEnumerable<string> LocksHeld(Tree tree) =>
        Search.Code(Core(tree).Where(f => !f.IsUnder("engine/Testing/")), Locks);

    public static IEnumerable<string> FloatingMoney(Tree tree) =>
        Search.Code(tree.CSharp.Where(f => f.IsUnder("topology/Billing/", "topology/Money/")), Binary);

    private static IEnumerable<SourceFile> Core(Tree tree) => tree.CSharp.Where(f => f.IsUnder("engine/", "topology/"));
}
