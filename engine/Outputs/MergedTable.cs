namespace Sluice.Engine.Outputs;

/// <summary>
/// A table that merges what every shard committed to <paramref name="Source"/>: all source rows that agree in the
/// target's key columns make one target row. Rounding belongs into <paramref name="Merge"/>, after the sum.
/// </summary>
/// <param name="Merge">The target row for the source rows of one key, or null when nothing is left to show.</param>
public sealed record MergedTable(TableSchema Target, TableSchema Source, Func<IReadOnlyList<object?[]>, object?[]?> Merge);
