namespace Sluice.EndToEnd.Tests.Million;

/// <summary>These tests use all cores and much of the memory, so nothing runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class MillionCollection
{
    public const string Name = "million";
}
