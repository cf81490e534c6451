using System.Globalization;
using System.Net;

namespace Sluice.Metrics.Serving;

/// <summary>Where a worker tells its metrics and health: this machine alone unless a host is given.</summary>
public sealed record ListenAddress(IPAddress Host, int Port)
{
    /// <summary>The environment variable for it.</summary>
    public const string Variable = "SLUICE_LISTEN";

    /// <summary>Reads <c>HOST:PORT</c>, <c>:PORT</c> or <c>PORT</c>; HOST is an IP address, <c>localhost</c>, or <c>*</c> for all of the machine's.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ListenAddress Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        var (host, port) = colon < 0 ? ("", text) : (text[..colon], text[(colon + 1)..]);
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > IPEndPoint.MaxPort)
        {
            throw new FormatException($"\"{text}\" is no address to listen on: write HOST:PORT, such as 127.0.0.1:9464");
        }

        return new ListenAddress(Address(host, text), number);
    }

    public override string ToString() => new IPEndPoint(Host, Port).ToString();

    private static IPAddress Address(string host, string text) => host switch
    {
        "" or "localhost" => IPAddress.Loopback,
        "*" => IPAddress.Any,
        _ when host is ['[', .. var inner, ']'] && IPAddress.TryParse(inner, out var six) => six,
        _ when !host.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(host, out var four) => four,
        _ => throw new FormatException($"\"{host}\" in \"{text}\" is no IP address, localhost or * (all addresses of this machine)"),
    };
}
