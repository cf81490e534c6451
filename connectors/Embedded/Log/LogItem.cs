using Sluice.Connectors.Embedded.Writing;
using Sluice.Engine.Log;

namespace Sluice.Connectors.Embedded.Log;

/// <summary>A write of the log: its faults are <see cref="LogException"/>s.</summary>
internal abstract class LogItem<T>(CancellationToken cancel) : WriteItem<T>(cancel)
{
    protected override Exception Refusal(Exception error) =>
        error as LogException ?? new LogException($"nothing was written: {error.Message}", outcomeUnknown: false, error);

    protected override Exception Unknown(Exception error) =>
        new LogException($"perhaps written, perhaps not: {error.Message}", outcomeUnknown: true, error);
}
