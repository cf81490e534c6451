using System.Collections;
using Sluice.Cli.Ingest;
using Sluice.Connectors.Kafka;
using Sluice.Connectors.Kafka.Settings;

namespace Sluice.Cli.Hosting;

/// <summary>Reads a Kafka address and the process's variables beside it; settings that may be secrets are noted as such.</summary>
internal static class KafkaVariables
{
    private static readonly string[] SecretWords = ["password", "secret", "jaas", "pem", "token"];

    /// <exception cref="CliException">The address or a setting is wrong; the message repeats no setting's value.</exception>
    public static KafkaOptions Parse(string address)
    {
        try
        {
            var options = KafkaAddress.Parse(address, Read());
            foreach (var (name, value) in options.Properties)
            {
                if (Array.Exists(SecretWords, w => name.Contains(w, StringComparison.OrdinalIgnoreCase)))
                {
                    Secrets.Hide(value);
                }
            }

            return options with { Notify = Messages.Tell, MayForget = MayForget };
        }
        catch (FormatException wrong)
        {
            throw CliException.Usage($"{wrong.Message} (--log, {StoreLocation.LogVariable}, SLUICE_KAFKA_…)", wrong);
        }
    }

    /// <summary>Prices of any past instant rest on the reference topics. What goes from others is named, and does not stop a run.</summary>
    private static bool MayForget(string topic) => !(TopicFile.Topics.Contains(topic) && TopicFile.IsReference(topic));

    /// <summary>An empty variable is one that is not set: compose files leave them so.</summary>
    private static Dictionary<string, string> Read() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Where(v => v.Value is string { Length: > 0 })
        .ToDictionary(v => (string)v.Key, v => (string)v.Value!, StringComparer.Ordinal);
}
