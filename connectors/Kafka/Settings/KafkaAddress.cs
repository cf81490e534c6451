using System.Diagnostics.CodeAnalysis;

namespace Sluice.Connectors.Kafka.Settings;

/// <summary>
/// Reads <c>kafka://host:port[,host:port…][/prefix]</c> and the settings beside it: environment variables
/// <c>SLUICE_KAFKA_*</c> (see <see cref="KafkaEnvironment"/>).
/// </summary>
public static class KafkaAddress
{
    private const string Scheme = "kafka://";
    private const int DefaultPort = 9092;

    /// <summary>Whether a log's address means Kafka.</summary>
    public static bool IsKafka([NotNullWhen(true)] string? address) =>
        address is not null && address.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>The options an address and the environment give.</summary>
    /// <param name="address">For example <c>kafka://one:9092,two:9092/finance.</c></param>
    /// <param name="environment">The process's variables, or a test's.</param>
    /// <exception cref="FormatException">It is not such an address, or a setting is not one that may be given.</exception>
    public static KafkaOptions Parse(string address, IReadOnlyDictionary<string, string> environment)
    {
        if (!IsKafka(address))
        {
            throw new FormatException("a Kafka address is kafka://host:port, several hosts joined by commas");
        }

        var rest = address[Scheme.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var (hosts, prefix) = slash < 0 ? (rest, "") : (rest[..slash], rest[(slash + 1)..]);
        if (hosts.Contains('@', StringComparison.Ordinal))
        {
            throw new FormatException("a Kafka address holds no user and password: give SLUICE_KAFKA_SASL_USERNAME and SLUICE_KAFKA_SASL_PASSWORD_FILE");
        }

        if (prefix.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-')))
        {
            throw new FormatException($"\"{prefix}\" cannot begin a topic's name: letters, digits, '.', '_' and '-' can");
        }

        var properties = KafkaEnvironment.Properties(environment);
        return new KafkaOptions
        {
            Brokers = string.Join(',', hosts.Split(',').Select(Broker)),
            Prefix = prefix,
            Administration = KafkaEnvironment.Administration(environment),
            SessionTimeout = KafkaEnvironment.SessionTimeout(properties),
            Properties = properties,
        };
    }

    private static string Broker(string host)
    {
        var colon = host.LastIndexOf(':');
        var bare = colon < 0 || host.EndsWith(']');
        if (host.Length == 0 || (!bare && (!ushort.TryParse(host[(colon + 1)..], out var port) || port == 0 || colon == 0)))
        {
            throw new FormatException($"\"{host}\" is not a broker's host:port");
        }

        return bare ? $"{host}:{DefaultPort}" : host;
    }
}
