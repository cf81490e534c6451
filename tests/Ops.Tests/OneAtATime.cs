namespace Sluice.Ops.Tests;

/// <summary>An exporter reads all meters of its process: tests that run engines run one after another.</summary>
[CollectionDefinition(nameof(OneAtATime))]
public sealed class OneAtATime;
