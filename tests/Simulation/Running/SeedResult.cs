using Sluice.Engine.Testing.Faults;
using Sluice.Simulation.Checking.Books;
using Sluice.Simulation.Commanding.Steps;

namespace Sluice.Simulation.Running;

/// <summary>How one seed went.</summary>
/// <param name="Failure">What is wrong, in words; null when nothing is.</param>
/// <param name="Records">Records in the input topics at the end, repeats included.</param>
/// <param name="TraceHash">Equal for equal histories.</param>
/// <param name="Sent">Records of the world that were to be sent.</param>
/// <param name="Steps">Steps of the scheduler.</param>
public sealed record SeedResult(
    ulong Seed,
    string? Failure,
    int Shards,
    int Records,
    ulong TraceHash,
    long Steps,
    TimeSpan VirtualTime,
    FaultCoverage Faults,
    IncidentCounts Incidents,
    BooksCounts Books,
    StepCoverage CommandSteps,
    int Sent);

/// <summary>A law was broken, or the books differ from the oracle's.</summary>
public sealed class SimulationFailure(string message) : Exception(message);
