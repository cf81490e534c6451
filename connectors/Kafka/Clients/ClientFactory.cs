using Confluent.Kafka;
using Sluice.Engine.Log;

namespace Sluice.Connectors.Kafka.Clients;

/// <summary>Builds clients, and says in words why one cannot be built.</summary>
internal static class ClientFactory
{
    private const string Missing =
        "Kafka's client library librdkafka is not beside the program, so only the embedded log works. "
        + "On Debian and Ubuntu, as root: apt-get install librdkafka1 gcc libc6-dev; then build again.";

    /// <summary>Runs a builder.</summary>
    /// <exception cref="LogException">The library is missing, or a setting is not known to it.</exception>
    public static T Build<T>(Func<T> build)
    {
        try
        {
            return build();
        }
        catch (Exception failure) when (failure is DllNotFoundException or TypeInitializationException or EntryPointNotFoundException)
        {
            throw new LogException(Missing, inner: failure);
        }
        catch (Exception failure) when (failure is InvalidOperationException or ArgumentException)
        {
            // The library repeats a refused value, which may be a secret: its words stay inside.
            throw new LogException($"Kafka's client refuses its settings: {WithoutValue(failure.Message)}");
        }
        catch (KafkaException failure)
        {
            throw new LogException($"Kafka's client cannot start: {failure.Error.Code}");
        }
    }

    /// <summary>The property that a message of the library names, without what it was set to.</summary>
    private static string WithoutValue(string message)
    {
        const string Property = "configuration property ";
        var at = message.IndexOf(Property, StringComparison.Ordinal);
        if (at < 0)
        {
            return "one of the SLUICE_KAFKA_ settings is wrong or lacks another that it needs";
        }

        var name = message[(at + Property.Length)..].TrimStart('"', ' ');
        return $"{new string([.. name.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_')])} is unknown, or has a value that is";
    }
}
