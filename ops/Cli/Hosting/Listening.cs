using Sluice.Metrics;
using Sluice.Metrics.Serving;

namespace Sluice.Cli.Hosting;

/// <summary>Whether a worker tells its metrics and health, and where.</summary>
internal static class Listening
{
    public const string Variable = ListenAddress.Variable;

    /// <summary>Listens where the option, else the variable, says; null where neither does.</summary>
    /// <exception cref="CliException">It is no address, or cannot be had.</exception>
    public static async Task<WorkerTelemetry?> StartAsync(string? option, CancellationToken cancel)
    {
        if ((option ?? Environment.GetEnvironmentVariable(Variable)) is not { Length: > 0 } address)
        {
            return null;
        }

        try
        {
            var telemetry = await WorkerTelemetry.StartAsync(ListenAddress.Parse(address), cancel);
            Messages.Tell($"metrics and health at {telemetry.Address}");
            return telemetry;
        }
        catch (FormatException wrong)
        {
            throw CliException.Usage($"{wrong.Message} (--listen, {Variable})", wrong);
        }
        catch (IOException taken)
        {
            throw CliException.Failed($"{taken.Message} (--listen, {Variable})", taken);
        }
    }
}
