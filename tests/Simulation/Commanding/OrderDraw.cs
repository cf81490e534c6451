using System.Text.Json.Nodes;
using Sluice.Engine.Testing.Scheduling;
using Sluice.Simulation.Worlds;

namespace Sluice.Simulation.Commanding;

/// <summary>Draws what closes, reruns and credit notes ask for. What is drawn here is drawn at once; what it bears on may depend on the books.</summary>
internal sealed class OrderDraw(SimulationRandom random, Cast cast)
{
    private readonly IReadOnlyList<string> _months =
    [
        .. Enumerable.Range(0, cast.Days).Select(day => Calendar.Start.AddDays(day).ToString("yyyy-MM")).Distinct(),
    ];

    /// <summary>All clients, leaving out what blocks.</summary>
    public Func<ISight, JsonObject> CloseAll()
    {
        var month = random.Pick(_months);
        return _ => new JsonObject { ["month"] = month, ["force"] = true };
    }

    /// <summary>All clients or a few.</summary>
    public Func<ISight, JsonObject> Close(bool force)
    {
        var (month, clients) = (random.Pick(_months), random.Percent(60) ? Some(cast.Clients, 3) : null);
        return _ =>
        {
            var fields = new JsonObject { ["month"] = month };
            Put(fields, "clients", clients);
            if (force)
            {
                fields["force"] = true;
            }

            return fields;
        };
    }

    /// <summary>Of one month or two, mostly closed ones.</summary>
    public Func<ISight, JsonObject> Rerun()
    {
        var (choice, any, window) = (random.Next(), random.Pick(_months), random.Percent(30) ? 2 : 1);
        var isAny = random.Percent(10);
        var scope = random.Below(20);
        var clients = scope < 6 ? Some(cast.Clients, 2) : null;
        var providers = scope is >= 4 and < 9 ? Some(cast.Providers, 2) : null;
        var terms = Terms(late: random.Percent(50), apply: random.Percent(65));
        return sight =>
        {
            var closed = sight.ClosedMonths;
            var from = isAny || closed.Count == 0 ? [any] : closed.Skip((int)(choice % (ulong)closed.Count)).Take(window);
            var fields = terms(from);
            Put(fields, "clients", clients);
            Put(fields, "providers", providers);
            return fields;
        };
    }

    /// <summary>Of everything that is closed, late records or not.</summary>
    public Func<ISight, JsonObject> RerunOfAll(bool apply)
    {
        var (any, terms) = (random.Pick(_months), Terms(late: random.Percent(70), apply));
        return sight => terms(sight.ClosedMonths.Count == 0 ? [any] : sight.ClosedMonths);
    }

    /// <summary>Of some document, within what it comes to or beyond.</summary>
    public Func<ISight, JsonObject> Note()
    {
        var (choice, hundredths, tiny) = (random.Next(), random.Pick([1, 30, 60, 100, 101]), random.Percent(5));
        return sight =>
        {
            var documents = sight.Documents;
            var (number, total) = documents.Count == 0 ? ("INV-2601-000001", 100m) : documents[(int)(choice % (ulong)documents.Count)];
            var amount = decimal.Round(Math.Abs(total) * hundredths / 100m, 0, MidpointRounding.AwayFromZero);
            return new JsonObject { ["invoice_number"] = number, ["amount"] = tiny ? 0.0001m : Math.Max(1m, amount) };
        };
    }

    private Func<IEnumerable<string>, JsonObject> Terms(bool late, bool apply)
    {
        var at = random.Percent(30) ? random.Instant(-320, cast.Days + 20) : null;
        return months =>
        {
            var fields = new JsonObject
            {
                ["months"] = new JsonArray([.. months.Select(m => JsonValue.Create(m))]),
                ["pricing"] = at is null ? "current" : "as-of",
                ["include_late"] = late,
                ["apply"] = apply,
            };
            if (at is not null)
            {
                fields["at"] = at;
            }

            return fields;
        };
    }

    private List<string> Some(IReadOnlyList<string> from, int most) =>
        [.. Enumerable.Range(0, random.Range(1, most)).Select(_ => random.Pick(from)).Distinct()];

    private static void Put(JsonObject fields, string name, List<string>? ids)
    {
        if (ids is not null)
        {
            fields[name] = new JsonArray([.. ids.Select(id => JsonValue.Create(id))]);
        }
    }
}
