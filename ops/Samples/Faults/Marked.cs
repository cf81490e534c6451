namespace Sluice.Samples.Faults;

/// <summary>A record, and what is known about its fault if it has one.</summary>
internal readonly record struct Marked(SampleRecord Record, Truth? Truth = null);
