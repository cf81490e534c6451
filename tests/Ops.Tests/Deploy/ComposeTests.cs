using Sluice.Engine.Tests.Tidy.Trees;
using Sluice.Ops.Tests.Deploy.Rules;

namespace Sluice.Ops.Tests.Deploy;

/// <summary>The compose file, judged without a container engine; and each rule on a copy that breaks it.</summary>
public class ComposeTests
{
    private static readonly Dictionary<string, Func<Tree, IEnumerable<string>>> Rules = new()
    {
        ["paths"] = ComposeRules.MissingPaths,
        ["variables"] = ComposeRules.UnknownVariables,
        ["defaults"] = ComposeRules.Defaults,
        ["watched"] = ComposeRules.Unwatched,
        ["waits"] = ComposeRules.VainWaits,
        ["images"] = ComposeRules.Unpinned,
        ["ports"] = ComposeRules.Ports,
        ["declared"] = ComposeRules.Undeclared,
        ["options"] = WorkerRules.UnknownOptions,
        ["environment"] = WorkerRules.UnknownVariables,
        ["addresses"] = WorkerRules.WrongAddresses,
        ["scraped"] = WorkerRules.Unscraped,
    };

    public static TheoryData<string> Names => [.. Rules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_compose_file_keeps_every_rule(string rule) => Rules[rule](Repository.Tree).ShouldBeEmpty();

    [Fact]
    public void Its_services_are_those_that_are_promised() => new Compose(Repository.Tree).Services.Keys.Order().ShouldBe(
        ["books-init", "grafana", "kafka", "postgres", "prometheus", "roles-init", "worker-1", "worker-2"]);

    [Theory]
    [InlineData("paths", "./ops/prometheus/rules:", "./ops/prometheus/rulez:", "prometheus: ops/prometheus/rulez does not exist")]
    [InlineData("paths", "ops/docker/Dockerfile", "Dockerfile", "worker-1: Dockerfile does not exist")]
    [InlineData("variables", "${GRAFANA_PORT:-", "${GRAFANA_PORTAL:-", "GRAFANA_PORTAL is not in .env.example")]
    [InlineData("defaults", "${SLUICE_TIME_ZONE:-Asia/Kolkata}", "${SLUICE_TIME_ZONE}", "SLUICE_TIME_ZONE has neither a default nor a refusal")]
    [InlineData("defaults", "POSTGRES_PASSWORD_FILE: /run/secrets/postgres_password", "POSTGRES_PASSWORD: secret", "postgres: POSTGRES_PASSWORD is a secret outside a file")]
    [InlineData("defaults", "_owner@postgres", "_owner:secret@postgres", "postgresql://sluice_owner:secret@ holds a password")]
    [InlineData("defaults", "max_connections=200", "max_connections=${DB_PASSWORD:-x}", "DB_PASSWORD is a secret with a default")]
    [InlineData("watched", "http://localhost:3000/api/health\"]", "\"]\n      disable: true", "grafana has no health check")]
    [InlineData("watched", "restart: unless-stopped", "restart: \"no\"", "worker-2 does not come back by itself")]
    [InlineData("watched", "restart: on-failure:5", "restart: unless-stopped", "roles-init is a job and is not tried again")]
    [InlineData("waits", "  books-init:\n    <<", "  books-made:\n    <<", "worker-1 waits for books-init, which does not exist")]
    [InlineData("waits", "pg_isready", "true\"]\n      disable: true\n      x: [\"", "roles-init waits for postgres, which has no health check to tell")]
    [InlineData("waits", "service_completed_successfully", "service_started", "worker-1 waits for books-init, which has no health check to tell")]
    [InlineData("waits", "restart: on-failure:5", "restart: always", "worker-1 waits for the end of books-init, which always starts again")]
    [InlineData("images", "postgres:17.6", "postgres:latest", "postgres: postgres:latest is not pinned")]
    [InlineData("images", "apache/kafka:4.1.0", "apache/kafka", "kafka: apache/kafka is not pinned")]
    [InlineData("ports", "${PROMETHEUS_PORT:-9090}", "3000", "port 3000 is wanted by prometheus, grafana")]
    [InlineData("ports", "${SLUICE_BIND:-127.0.0.1}:${KAFKA_PORT:-9094}", "9094", "kafka: 9094:9094 is not bound to this machine")]
    [InlineData("declared", "  grafana-data:\n", "  grafana-date:\n", "volume grafana-data is not declared")]
    [InlineData("declared", "secrets: [grafana_password]", "secrets: []", "secret grafana_password is not used")]
    [InlineData("options", "--listen=", "--listem=", "worker-1: Unrecognized command or argument '--listem=0.0.0.0:9464'.")]
    [InlineData("environment", "SLUICE_FX_EVERY: ", "SLUICE_FX_PAUSE: ", "worker-1: SLUICE_FX_PAUSE is read by nobody")]
    [InlineData("environment", "SLUICE_FX_EVERY: ", "SLUICE_KAFKA_ACKS: ", "worker-1: the Kafka setting acks is Sluice's own and cannot be given")]
    [InlineData("addresses", "_worker@postgres:5432", "_worker@database:5432", "worker-1: database is no service")]
    [InlineData("addresses", "kafka://kafka:9092", "kafka://broker:9092", "worker-1: broker is no service")]
    [InlineData("addresses", "secrets: [worker_pgpass]", "secrets: [owner_pgpass]", "worker-2: the password file /run/secrets/worker_pgpass is not among its secrets")]
    [InlineData("addresses", "--listen=0.0.0.0:9464", "--listen=worker:9464", "worker-1: \"worker\" in \"worker:9464\" is no IP address, localhost or * (all addresses of this machine)")]
    [InlineData("scraped", "--listen=0.0.0.0:9464", "--listen=0.0.0.0:9465", "worker-1:9465 is not scraped")]
    [InlineData("scraped", "  worker-2:", "  worker-3:", "worker-2:9464 is scraped and not there")]
    public void A_broken_copy_is_told(string rule, string from, string to, string fault) =>
        Rules[rule](Repository.Tree.With(Compose.Path, from, to)).ShouldContain(fault);

    [Fact]
    public void Every_rule_is_shown_to_bite()
    {
        var shown = typeof(ComposeTests).GetMethod(nameof(A_broken_copy_is_told))!.GetCustomAttributesData()
            .Where(a => a.AttributeType == typeof(InlineDataAttribute))
            .Select(a => (string)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!)[0].Value!);
        shown.Distinct().Order().ShouldBe(Rules.Keys.Order());
    }
}
