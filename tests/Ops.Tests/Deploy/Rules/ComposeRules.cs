using System.Text.RegularExpressions;
using Sluice.Engine.Tests.Tidy.Trees;

namespace Sluice.Ops.Tests.Deploy.Rules;

/// <summary>What must hold of the compose file, whatever its services do; each rule gives its faults.</summary>
internal static partial class ComposeRules
{
    /// <summary>Paths of this repository that are mounted or built from, and are not there.</summary>
    public static IEnumerable<string> MissingPaths(Tree tree) =>
        from service in new Compose(tree).Services
        from path in service.Value.Texts("volumes").Where(v => v.StartsWith("./", StringComparison.Ordinal)).Select(v => v.Split(':')[0][2..])
            .Concat(service.Value.Text("build", "dockerfile") is { } file ? [file] : [])
        where !tree.Has(path)
        select $"{service.Key}: {path} does not exist";

    /// <summary>Variables that .env.example does not tell of.</summary>
    public static IEnumerable<string> UnknownVariables(Tree tree) =>
        from name in new Compose(tree).Variables.Select(v => v.Name).Distinct()
        where !Regex.IsMatch(tree.TextOf(".env.example"), $"^(# )?{name}=", RegexOptions.Multiline, TimeSpan.FromSeconds(1))
        select $"{name} is not in .env.example";

    /// <summary>Variables that may be left out unnoticed, and passwords that stand in the file.</summary>
    public static IEnumerable<string> Defaults(Tree tree)
    {
        var compose = new Compose(tree);
        var silent = compose.Variables.Where(v => !v.Tail.StartsWith(":-", StringComparison.Ordinal) && !v.Tail.StartsWith(":?", StringComparison.Ordinal))
            .Select(v => $"{v.Name} has neither a default nor a refusal");
        var plain = from service in compose.Services
                    from variable in service.Value.Members("environment")
                    where Secret().IsMatch(variable.Key) && !variable.Key.EndsWith("_FILE", StringComparison.Ordinal)
                    select $"{service.Key}: {variable.Key} is a secret outside a file";
        var preset = from variable in compose.Variables
                     where Secret().IsMatch(variable.Name) && variable.Tail is not [':', '?', ..]
                     select $"{variable.Name} is a secret with a default";
        var inUri = Regex.Matches(compose.Text, @"\w+://[^/\s:@]+:[^/\s@]+@", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(m => $"{m.Value} holds a password");
        return silent.Concat(plain).Concat(preset).Concat(inUri);
    }

    /// <summary>Services nobody looks after.</summary>
    public static IEnumerable<string> Unwatched(Tree tree)
    {
        var compose = new Compose(tree);
        foreach (var (name, service) in compose.Services)
        {
            var restart = service.Text("restart") ?? "";
            if (compose.Jobs.Contains(name))
            {
                if (!restart.StartsWith("on-failure", StringComparison.Ordinal))
                    yield return $"{name} is a job and is not tried again";
                continue;
            }

            if (!HasHealthCheck(service))
                yield return $"{name} has no health check";
            if (restart is not ("unless-stopped" or "always"))
                yield return $"{name} does not come back by itself";
        }
    }

    /// <summary>Waits that nothing ends.</summary>
    public static IEnumerable<string> VainWaits(Tree tree)
    {
        var compose = new Compose(tree);
        foreach (var (name, service) in compose.Services)
        {
            foreach (var (other, how) in service.Members("depends_on"))
            {
                if (!compose.Services.TryGetValue(other, out var awaited))
                    yield return $"{name} waits for {other}, which does not exist";
                else if (how.Text("condition") == "service_healthy" ? !HasHealthCheck(awaited) : how.Text("condition") != "service_completed_successfully")
                    yield return $"{name} waits for {other}, which has no health check to tell";
                else if (how.Text("condition") == "service_completed_successfully" && awaited.Text("restart") is "always" or "unless-stopped")
                    yield return $"{name} waits for the end of {other}, which always starts again";
            }
        }
    }

    /// <summary>Images whose version is anybody's guess.</summary>
    public static IEnumerable<string> Unpinned(Tree tree) =>
        from service in new Compose(tree).Services
        where service.Value.At("build") is null
        let image = service.Value.Text("image") ?? ""
        where !Pinned().IsMatch(image)
        select $"{service.Key}: {image} is not pinned";

    /// <summary>Ports that two services want, or that others than this machine reach without being asked.</summary>
    public static IEnumerable<string> Ports(Tree tree)
    {
        var ports = new Compose(tree).Services.SelectMany(s => s.Value.Texts("ports").Select(p => (Service: s.Key, Port: Compose.Defaulted(p).Split(':')))).ToList();
        return ports.Where(p => p.Port is not ["127.0.0.1", _, _]).Select(p => $"{p.Service}: {string.Join(':', p.Port)} is not bound to this machine")
            .Concat(ports.GroupBy(p => p.Port[^2]).Where(g => g.Count() > 1).Select(g => $"port {g.Key} is wanted by {string.Join(", ", g.Select(p => p.Service))}"));
    }

    /// <summary>Volumes and secrets that are used and not declared, or declared and not used.</summary>
    public static IEnumerable<string> Undeclared(Tree tree)
    {
        var compose = new Compose(tree);
        var volumes = compose.Services.Values.SelectMany(s => s.Texts("volumes")).Where(v => !v.StartsWith("./", StringComparison.Ordinal)).Select(v => v.Split(':')[0]);
        var secrets = compose.Services.Values.SelectMany(s => s.Texts("secrets"));
        return Differences("volume", volumes, compose.Root.Members("volumes")).Concat(Differences("secret", secrets, compose.Root.Members("secrets")));
    }

    private static IEnumerable<string> Differences(string what, IEnumerable<string> used, IEnumerable<(string Key, object? Value)> declared)
    {
        var (uses, names) = (used.ToHashSet(), declared.Select(d => d.Key).ToHashSet());
        return uses.Except(names).Select(n => $"{what} {n} is not declared").Concat(names.Except(uses).Select(n => $"{what} {n} is not used"));
    }

    private static bool HasHealthCheck(object service) => service.Items("healthcheck", "test").Any() && service.Text("healthcheck", "disable") != "true";

    // The folder of the secrets is none itself.
    [GeneratedRegex("PASSWORD|SECRET(?!S$)|TOKEN", RegexOptions.None, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex(@"^[\w./-]+:v?\d+(\.\d+)+[\w.-]*(@sha256:[0-9a-f]{64})?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pinned();
}
