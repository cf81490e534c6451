using System.Text;
using Sluice.Oracle;
using Sluice.Oracle.Input;
using Sluice.Oracle.Results;
using Sluice.Samples;

namespace Sluice.Simulation.Tests.Samples;

/// <summary>The usual month as the oracle reads it.</summary>
internal static class OracleMonth
{
    public static SampleOptions Options { get; } = new("2026-02", 20_000, 42);

    public static MarginBooks Books { get; } = Of(Options);

    public static MarginBooks Of(SampleOptions options) => MarginOracle.Compute(Log(options));

    public static IEnumerable<OracleRecord> Log(SampleOptions options)
    {
        var offsets = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var record in new SampleMonth(options).Records())
        {
            var offset = offsets.GetValueOrDefault(record.Topic);
            offsets[record.Topic] = offset + 1;
            yield return new OracleRecord(record.Topic, 0, offset, Encoding.UTF8.GetBytes(record.Key), record.Json);
        }
    }
}
