using System.CommandLine;
using System.Reflection;
using Sluice.Cli;
using Sluice.Connectors.Kafka.Settings;
using Sluice.Connectors.Postgres;
using Sluice.Engine.Tests.Tidy.Trees;
using Sluice.Metrics.Serving;

namespace Sluice.Ops.Tests.Deploy.Rules;

/// <summary>What our own services are told must be what the command line knows, and lead to services that are there.</summary>
internal static class WorkerRules
{
    /// <summary>The variables that the command line reads, by its own constants.</summary>
    private static readonly string[] Known = [.. typeof(CommandLine).Assembly.GetTypes()
        .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
        .Where(f => f.IsLiteral && f.Name.EndsWith("Variable", StringComparison.Ordinal) && f.FieldType == typeof(string))
        .Select(f => (string)f.GetRawConstantValue()!)];

    public static IEnumerable<string> UnknownOptions(Tree tree) =>
        from ours in new Compose(tree).Ours
        from error in CommandLine.Tree().Parse([.. ours.Service.Texts("command")]).Errors
        select $"{ours.Name}: {error.Message}";

    public static IEnumerable<string> UnknownVariables(Tree tree)
    {
        foreach (var (name, service) in new Compose(tree).Ours)
        {
            var environment = service.Members("environment").ToDictionary(v => v.Key, v => Compose.Defaulted(v.Value as string ?? ""));
            foreach (var variable in environment.Keys.Where(v => !v.StartsWith("SLUICE_KAFKA_", StringComparison.Ordinal)))
            {
                var plain = variable.EndsWith("_FILE", StringComparison.Ordinal) ? variable[..^"_FILE".Length] : variable;
                if (!Known.Contains(plain))
                    yield return $"{name}: {variable} is read by nobody";
            }

            if (Fault(() => KafkaAddress.Parse("kafka://kafka:9092", environment)) is { } fault)
                yield return $"{name}: {fault}";
        }
    }

    /// <summary>Addresses that cannot be read, or that lead to no service; password files that are not given to the service.</summary>
    public static IEnumerable<string> WrongAddresses(Tree tree)
    {
        var compose = new Compose(tree);
        foreach (var (name, service) in compose.Ours)
        {
            var parsed = CommandLine.Tree().Parse([.. service.Texts("command")]);
            foreach (var fault in Database(Value(parsed, "--db-uri"), service).Append(Log(Value(parsed, "--log"))).Append(Listen(Value(parsed, "--listen"))))
            {
                if (fault is not null)
                    yield return $"{name}: {fault}";
            }
        }

        IEnumerable<string?> Database(string? uri, object service)
        {
            if (Fault(() => PostgresUri.Parse(uri ?? "")) is { } fault)
                return [fault];
            var settings = PostgresUri.Parse(uri!);
            return [NoService(settings.Host!), Given(settings.Passfile, service)];
        }

        string? Log(string? address) => Fault(() => KafkaAddress.Parse(address ?? "", new Dictionary<string, string>()))
            ?? NoService(new Uri(address!).Host);

        string? NoService(string host) => compose.Services.ContainsKey(host) ? null : $"{host} is no service";
    }

    /// <summary>Workers that Prometheus does not ask, and targets that nobody serves.</summary>
    public static IEnumerable<string> Unscraped(Tree tree)
    {
        var compose = new Compose(tree);
        var listening = compose.Ours.Where(o => !compose.Jobs.Contains(o.Name))
            .Select(o => $"{o.Name}:{Value(CommandLine.Tree().Parse([.. o.Service.Texts("command")]), "--listen")?.Split(':')[^1]}").ToList();
        var asked = Yaml.Read(tree.TextOf("ops/prometheus/prometheus.yml")).Items("scrape_configs").Where(j => j.Text("job_name") == "sluice")
            .SelectMany(j => j.Items("static_configs")).SelectMany(c => c.Texts("targets")).ToList();
        return listening.Except(asked).Select(l => $"{l} is not scraped").Concat(asked.Except(listening).Select(a => $"{a} is scraped and not there"));
    }

    private static string? Value(ParseResult parsed, string option)
    {
        var known = parsed.CommandResult.Command.Options.Concat(parsed.RootCommandResult.Command.Options).FirstOrDefault(o => o.Name == option);
        return known is null ? null : parsed.GetResult(known)?.GetValueOrDefault<string?>();
    }

    private static string? Listen(string? address) => address is null ? null : Fault(() => ListenAddress.Parse(address));

    private static string? Given(string? passfile, object service) =>
        passfile?.StartsWith("/run/secrets/", StringComparison.Ordinal) == true && service.Texts("secrets").Contains(passfile["/run/secrets/".Length..])
            ? null : $"the password file {passfile} is not among its secrets";

    private static string? Fault(Action parse)
    {
        try
        {
            parse();
            return null;
        }
        catch (FormatException wrong)
        {
            return wrong.Message;
        }
    }
}
