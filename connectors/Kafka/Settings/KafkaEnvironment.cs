using System.Globalization;

namespace Sluice.Connectors.Kafka.Settings;

/// <summary>
/// librdkafka's properties from the environment: <c>SLUICE_KAFKA_SASL_PASSWORD</c> is <c>sasl.password</c>;
/// <c>SLUICE_KAFKA_SASL_PASSWORD_FILE</c> names a file that holds it; <c>SLUICE_KAFKA_SETTINGS</c> names a file of
/// <c>property=value</c> lines, which the single variables override. <c>SLUICE_KAFKA_ADMINISTRATION=false</c> is for
/// brokers that neither create topics nor tell their settings.
/// </summary>
internal static class KafkaEnvironment
{
    private const string Prefix = "SLUICE_KAFKA_";
    private const string SettingsFile = Prefix + "SETTINGS";
    private const string Admin = Prefix + "ADMINISTRATION";
    private const string Session = "session.timeout.ms";
    private const string InFile = "_FILE";

    /// <summary>What exactly-once and the positions in the store rest on; a setting that undoes it is a mistake.</summary>
    private static readonly string[] Fixed =
    [
        "acks", "request.required.acks", "enable.idempotence", "partitioner", "enable.auto.commit", "auto.offset.reset",
        "enable.auto.offset.store", "enable.partition.eof", "isolation.level", "bootstrap.servers", "metadata.broker.list",
        "group.id", "partition.assignment.strategy", "transactional.id", "statistics.interval.ms", "message.timeout.ms",
        "delivery.timeout.ms", "delivery.report.only.error", "dotnet.producer.enable.delivery.reports", "dotnet.producer.enable.background.poll",
    ];

    public static bool Administration(IReadOnlyDictionary<string, string> environment) =>
        !environment.TryGetValue(Admin, out var value)
        || (bool.TryParse(value, out var given) ? given : throw new FormatException($"{Admin} is true or false"));

    public static IReadOnlyDictionary<string, string> Properties(IReadOnlyDictionary<string, string> environment)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        if (environment.TryGetValue(SettingsFile, out var path))
        {
            foreach (var (name, value) in Lines(path))
            {
                properties[name] = value;
            }
        }

        foreach (var (variable, value) in environment.Where(v => v.Key.StartsWith(Prefix, StringComparison.Ordinal) && v.Key is not (SettingsFile or Admin)))
        {
            var inFile = variable.EndsWith(InFile, StringComparison.Ordinal);
            var name = inFile ? variable[Prefix.Length..^InFile.Length] : variable[Prefix.Length..];
            properties[name.ToLowerInvariant().Replace('_', '.')] = inFile ? Text(value, variable).TrimEnd('\r', '\n') : value;
        }

        return properties.Keys.FirstOrDefault(Fixed.Contains) is { } refused
            ? throw new FormatException($"the Kafka setting {refused} is Sluice's own and cannot be given")
            : properties;
    }

    /// <summary>The property that the membership has a default of its own for; null where it is not given.</summary>
    public static TimeSpan? SessionTimeout(IReadOnlyDictionary<string, string> properties)
    {
        if (!properties.TryGetValue(Session, out var value))
        {
            return null;
        }

        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms >= KafkaLimits.SessionMsMin && ms <= KafkaLimits.SessionMsMax
            ? TimeSpan.FromMilliseconds(ms)
            : throw new FormatException($"the Kafka setting {Session} is {KafkaLimits.SessionMsMin} to {KafkaLimits.SessionMsMax}");
    }

    private static IEnumerable<(string Name, string Value)> Lines(string path)
    {
        var lines = Text(path, SettingsFile).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            // The line itself may hold a secret: only its number is told.
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw new FormatException($"line {i + 1} of {path} is not property=value");
            }

            yield return (line[..equals].Trim(), line[(equals + 1)..].Trim());
        }
    }

    private static string Text(string path, string variable)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new FormatException($"{variable} names a file that cannot be read: {failure.Message}", failure);
        }
    }
}
